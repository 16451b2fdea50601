from devtools.checks import tracked, vendored


def test_vendored_knows_other_peoples_files_by_their_names():
    names = [
        "static/app.js",
        "static/htmx.min.js",
        "static/fonts/Frutiger.woff2",
        "node_modules/nhsuk-frontend/package.json",
        "docs/vendors.md",
    ]

    assert vendored(names) == names[1:4]


def test_this_project_has_none_of_them():
    names = tracked()

    assert "manage.py" in names
    assert vendored(names) == []
