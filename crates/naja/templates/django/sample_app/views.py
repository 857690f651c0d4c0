"""What is answered."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/home.html", {"now": timezone.now()})


@require_safe
def greet(request: HttpRequest, name: str) -> JsonResponse:
    return JsonResponse({"greeting": f"Hello, {name}!"})
