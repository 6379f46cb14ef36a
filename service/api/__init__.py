"""The HTTP edge: bytes in, bytes out; everything between is the pipeline's. `app.create_app` makes the application."""
