"""Secrets that have to be read again, such as an authenticator app's, sealed in the
tables: who reads a backup or the database alone cannot use them."""

import base64
import logging
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

logger = logging.getLogger(__name__)


def seal(text: str) -> str:
    """The text as only an installation with this SECRET_KEY can read it."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed, by this SECRET_KEY or one of the SECRET_KEY_FALLBACKS.

    Where none of them opens it, a secret that nobody knows: no code is right any more,
    and the second factor has to be taken away and set up again.
    """
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        logger.warning("A second factor was sealed with a SECRET_KEY that is gone")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def _keys() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_key(each) for each in keys])


def _key(secret: str) -> Fernet:
    made = HKDF(SHA256(), length=32, salt=None, info=b"second factors")
    return Fernet(base64.urlsafe_b64encode(made.derive(secret.encode())))
