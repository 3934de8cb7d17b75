"""One request and one answer, a line of JSON each, to and from serve.js."""

import json
import os
import subprocess

served = subprocess.Popen(
    [os.environ["VITRINE_NODE"], os.path.join(os.path.dirname(__file__), "serve.js")],
    stdin=subprocess.PIPE,
    stdout=subprocess.PIPE,
    encoding="utf-8",
)


def ask(request):
    served.stdin.write(json.dumps(request) + "\n")
    served.stdin.flush()
    line = served.stdout.readline()
    answer = json.loads(line) if line else {"error": "the stand-in ended"}
    if "error" in answer:
        raise RuntimeError(answer["error"])
    return answer
