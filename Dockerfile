ARG PYTHON_IMAGE=python:3.13-slim

# Builds the environment: compilers and build back ends stay in this stage.
FROM ${PYTHON_IMAGE} AS build
WORKDIR /src
RUN python3 -m venv /opt/build && python3 -m venv /opt/figurecheck
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/service.txt requirements/build.txt requirements/
RUN /opt/build/bin/pip install --require-hashes -r requirements/build.txt \
 && /opt/build/bin/pip wheel --require-hashes --no-build-isolation --wheel-dir /wheels -r requirements/service.txt
COPY pyproject.toml README.md ./
COPY service service
COPY seeds seeds
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
 && /opt/figurecheck/bin/pip install --no-index --no-deps /wheels/*.whl \
 && /opt/figurecheck/bin/pip uninstall -q -y setuptools pip \
 && /opt/figurecheck/bin/python3 -m compileall -q /opt/figurecheck/lib

FROM ${PYTHON_IMAGE}
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin figurecheck
COPY --from=build /opt/figurecheck /opt/figurecheck
ENV PATH=/opt/figurecheck/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 FIGURECHECK_HOST=0.0.0.0
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ.get('FIGURECHECK_PORT', '8000')}/health/ready\", timeout=2)"]
CMD ["figurecheck", "serve"]
