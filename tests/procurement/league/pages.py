"""What a page says."""

from django.urls import reverse


def text_of(client, name, *arguments, query=""):
    answer = client.get(reverse(name, args=arguments) + query)
    assert answer.status_code == 200
    return answer.content.decode()
