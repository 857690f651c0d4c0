from django.test import Client
from django.urls import reverse


def test_the_home_page_leads_on(client: Client) -> None:
    response = client.get(reverse("home"))
    assert response.status_code == 200
    assert reverse("greet", args=["Ada"]) in response.content.decode()


def test_names_are_greeted(client: Client) -> None:
    response = client.get(reverse("greet", args=["Zoë"]))
    assert response.json() == {"greeting": "Hello, Zoë!"}


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post(reverse("home")).status_code == 405


def test_the_admin_asks_who_is_there(client: Client) -> None:
    response = client.get("/admin/")
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
