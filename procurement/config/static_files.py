"""How files are stored where many browsers fetch them: compressed, named by hash."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """A file's name carries its content's hash, so a browser may keep it for ever."""

    # The NHS components are ES modules that import each other by relative name.
    support_js_module_import_aggregation = True
