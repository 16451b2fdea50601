"""What may come in through an upload before anything looks at it."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# Beside the file a request carries a few fields and the marks between its parts.
_AROUND_THE_FILE = 64 * 1024  # bytes


class UploadLimit(FileUploadHandler):
    """Takes in nothing of a request with a file larger than EXTRACT_MAX_BYTES.

    The rest of such a request is read and dropped, so that the browser hears the
    answer instead of a broken connection; no byte of it touches the disk.
    """

    is_over = False

    def handle_raw_input(
        self,
        _input: Any,
        _meta: dict[str, Any],
        content_length: int,
        _boundary: str,
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        self.is_over = content_length > settings.EXTRACT_MAX_BYTES + _AROUND_THE_FILE

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.is_over:
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes:
        return raw_data

    def file_complete(self, _file_size: int) -> None:
        return None


def is_over_limit(request: Any) -> bool:
    """Whether the request held a file that was too large and has been dropped."""
    return any(getattr(each, "is_over", False) for each in request.upload_handlers)


def limit_in_words() -> str:
    return f"{settings.EXTRACT_MAX_BYTES // 2**20:,} MB"


def limit_sentence() -> str:
    """What to say of such a file."""
    return (
        f"The file is larger than {limit_in_words()}, the most that can be uploaded. "
        "Send a shorter period, such as one year. Nothing was written."
    )
