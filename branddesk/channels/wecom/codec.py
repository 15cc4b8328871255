"""The envelope of WeCom's callbacks: who may speak is proven by a signature, what is said travels encrypted.

After the public documentation of callbacks: the signature is SHA-1 over the sorted token, timestamp, nonce and cipher
text; the cipher is AES-256-CBC whose first 16 key bytes are the start vector; the plain text is 16 random bytes, the
length of the message as four bytes, the message, and the identifier of the company it is meant for, padded to 32.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import struct
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers import expat

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

BLOCK = 32
RANDOM = 16
KEY_LENGTH = 43
MOST_ELEMENTS = 200


class BadEnvelope(Exception):
    """It was not made by someone who knows the token and the key, or is not meant for this company."""


@dataclass(frozen=True)
class Codec:
    """What both sides know: `token` and `aes_key` as the administrator typed them, and the company they are for."""

    token: str
    aes_key: str
    corp_id: str

    def sign(self, timestamp: str, nonce: str, encrypted: str) -> str:
        parts = sorted([self.token, timestamp, nonce, encrypted])
        return hashlib.sha1("".join(parts).encode(), usedforsecurity=False).hexdigest()

    def check(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> None:
        """Raises BadEnvelope when the signature is another."""
        if not hmac.compare_digest(self.sign(timestamp, nonce, encrypted).encode(), signature.encode()):
            raise BadEnvelope("the signature does not fit")

    def encrypt(self, message: bytes) -> str:
        plain = os.urandom(RANDOM) + struct.pack(">I", len(message)) + message + self.corp_id.encode()
        padding = BLOCK - len(plain) % BLOCK
        encryptor = self._cipher().encryptor()
        return base64.b64encode(encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()).decode()

    def decrypt(self, encrypted: str) -> bytes:
        """The message within. Raises BadEnvelope when it is no such envelope, or meant for another company."""
        try:
            cipher = base64.b64decode(encrypted, validate=True)
        except (binascii.Error, ValueError):
            raise BadEnvelope("not base64") from None
        if not cipher or len(cipher) % 16:
            raise BadEnvelope("not whole blocks")
        decryptor = self._cipher().decryptor()
        plain = decryptor.update(cipher) + decryptor.finalize()
        padding = plain[-1]
        if not 1 <= padding <= BLOCK or plain[-padding:] != bytes([padding]) * padding:
            raise BadEnvelope("wrong padding")
        body = plain[RANDOM:-padding]
        if len(body) < 4:
            raise BadEnvelope("too short")
        length = struct.unpack(">I", body[:4])[0]
        message, receiver = body[4 : 4 + length], body[4 + length :]
        if len(message) != length or not hmac.compare_digest(receiver, self.corp_id.encode()):
            raise BadEnvelope("meant for somebody else")
        return message

    def _cipher(self) -> Cipher[modes.CBC]:
        key = decode_key(self.aes_key)
        return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def decode_key(aes_key: str) -> bytes:
    """The 32 bytes of an EncodingAESKey. Raises BadEnvelope when it is none."""
    try:
        # The last of 43 characters carries two bits too many, which the documentation's own keys do not leave empty.
        key = base64.b64decode(aes_key + "=")
    except (binascii.Error, ValueError):
        raise BadEnvelope("the key is no EncodingAESKey") from None
    if len(aes_key) != KEY_LENGTH or len(key) != 32:
        raise BadEnvelope("the key is no EncodingAESKey")
    return key


def read_xml(data: bytes) -> dict[str, str]:
    """The fields of one flat XML message, nested ones by their own name. Raises BadEnvelope.

    Document types and entities are refused before anything is expanded, and so is a flood of elements.
    """
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate()
    elements = 0

    def refuse(*_anything: object) -> None:
        raise BadEnvelope("a document type has no place here")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal elements
        elements += 1
        if elements > MOST_ELEMENTS:
            raise BadEnvelope("too many elements")
        builder.start(name, attributes)

    parser.StartElementHandler = start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse  # type: ignore[assignment]
    try:
        parser.Parse(data, True)
        root = builder.close()
    except (expat.ExpatError, AssertionError):
        raise BadEnvelope("not readable as XML") from None
    return {element.tag: (element.text or "").strip() for element in root.iter() if not len(element)}


def write_xml(**fields: str) -> bytes:
    """The envelope or message as WeCom writes it."""
    root = ElementTree.Element("xml")
    for name, value in fields.items():
        ElementTree.SubElement(root, name).text = value
    return ElementTree.tostring(root, encoding="utf-8")
