"""
Stands in for the package of this name where it is not installed, for the tests of the code tab only: the part of its
interface that our snippets use, over @huggingface/tokenizers in Node (../serve.js).
"""

from served import ask


class Encoding:
    def __init__(self, ids):
        self.ids = ids


class Tokenizer:
    @staticmethod
    def from_file(path):
        tokenizer = Tokenizer()
        tokenizer.handle = ask({"kind": "tokenizer", "path": path})["tokenizer"]
        tokenizer.most = None
        return tokenizer

    def _ask(self, kind, **more):
        return ask({"kind": kind, "tokenizer": self.handle, **more})["answer"]

    def no_padding(self):
        pass

    def no_truncation(self):
        self.most = None

    def enable_truncation(self, most):
        self.most = most

    def encode(self, text, add_special_tokens=True):
        return Encoding(self._ask("encode", text=text, special=add_special_tokens, most=self.most))

    def decode(self, ids, skip_special_tokens=True):
        return self._ask("decode", ids=list(map(int, ids)))

    def token_to_id(self, token):
        return self._ask("id", token=token)

    def id_to_token(self, token_id):
        return self._ask("token", id=int(token_id))
