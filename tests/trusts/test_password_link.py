import pytest
from django.core.management import CommandError, call_command

from trusts.models import AuditEvent


def test_password_link_is_whole_works_and_is_on_record(amina, capsys, settings, client):
    settings.CSRF_TRUSTED_ORIGINS = ["https://prices.region.test"]

    call_command("password_link", amina.user.email.upper())

    link = capsys.readouterr().out.split()[-1]
    assert link.startswith("https://prices.region.test/accounts/password/reset/key/")
    page = client.get(link.removeprefix("https://prices.region.test"), follow=True)
    assert 'name="password1"' in page.text
    assert AuditEvent.objects.get(action="password_link_made").target == str(amina.user)


@pytest.mark.django_db
def test_password_link_names_an_address_that_nobody_has():
    with pytest.raises(CommandError, match="Nobody here has the address x@y.test"):
        call_command("password_link", "x@y.test")
