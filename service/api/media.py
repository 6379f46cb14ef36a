"""The media types that more than one module speaks of."""

JSON = "application/json"
MSGPACK = "application/msgpack"
NDJSON = "application/x-ndjson"
PROBLEM = "application/problem+json"
