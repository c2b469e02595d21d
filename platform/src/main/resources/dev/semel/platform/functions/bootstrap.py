# SPDX-FileCopyrightText: The Semel authors
# SPDX-License-Identifier: Apache-2.0
"""Runtime of Python handlers on the platform: asks the Lambda Runtime API for events, and calls the handler."""

import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

API = os.environ["AWS_LAMBDA_RUNTIME_API"]
PREFIX = "/2018-06-01/runtime/"


class Context:
    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.function_name = os.environ["AWS_LAMBDA_FUNCTION_NAME"]
        self.function_version = os.environ["AWS_LAMBDA_FUNCTION_VERSION"]
        self.memory_limit_in_mb = os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"]
        self.log_group_name = os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]
        self.log_stream_name = os.environ["AWS_LAMBDA_LOG_STREAM_NAME"]
        self.identity = None
        self.client_context = None
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))


class LogHandler(logging.Handler):
    request_id = ""

    def emit(self, record):
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        stamp += ".%03dZ" % record.msecs
        text = record.getMessage()
        if record.exc_info:
            text += "\n" + "".join(traceback.format_exception(*record.exc_info))
        print("[%s]\t%s\t%s\t%s" % (record.levelname, stamp, self.request_id, text))


def call(method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(API)
    connection.request(method, PREFIX + path, body, headers or {})
    response = connection.getresponse()
    data = response.read()
    connection.close()
    return response.headers, data


def error(e):
    text = "".join(traceback.format_exception(type(e), e, e.__traceback__))
    print("[ERROR] " + text)
    document = {"errorMessage": str(e), "errorType": type(e).__name__, "stackTrace": traceback.format_tb(e.__traceback__)}
    return json.dumps(document).encode(), {"Lambda-Runtime-Function-Error-Type": type(e).__name__}


def point_boto3_at_the_platform():
    """Older versions do not read AWS_ENDPOINT_URL."""
    try:
        import botocore.session
    except ImportError:
        return
    create = botocore.session.Session.create_client

    def create_client(self, *args, **kwargs):
        # the positional arguments are service_name, region_name, api_version, use_ssl, verify, endpoint_url
        if len(args) < 6 and not kwargs.get("endpoint_url"):
            kwargs["endpoint_url"] = os.environ["AWS_ENDPOINT_URL"]
        return create(self, *args, **kwargs)

    botocore.session.Session.create_client = create_client


def load(name):
    module, _, function = name.rpartition(".")
    if not module:
        raise ValueError("Bad handler '%s': not in the form file.function" % name)
    try:
        loaded = importlib.import_module(module.replace("/", "."))
    except ImportError as e:
        raise ImportError("Unable to import module '%s': %s" % (module, e)) from e
    return getattr(loaded, function)


def main():
    sys.path.insert(0, os.getcwd())
    log = LogHandler()
    logging.getLogger().addHandler(log)
    try:
        point_boto3_at_the_platform()
        handler = load(sys.argv[1])
    except Exception as e:
        body, headers = error(e)
        call("POST", "init/error", body, headers)
        sys.exit(1)
    while True:
        headers, event = call("GET", "invocation/next")
        context = Context(headers)
        log.request_id = context.aws_request_id
        path = "invocation/" + context.aws_request_id
        try:
            answer = json.dumps(handler(json.loads(event), context)).encode()
        except Exception as e:
            body, error_headers = error(e)
            call("POST", path + "/error", body, error_headers)
        else:
            call("POST", path + "/response", answer)


main()
