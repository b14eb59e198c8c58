"""The payer's page as one would write it with Django. Environment: DATABASE_HOST, DATABASE_NAME."""

import os

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="nothing here is secret",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="app",
    USE_TZ=True,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": os.environ["DATABASE_HOST"],
            "NAME": os.environ["DATABASE_NAME"],
            "USER": "postgres",
            "CONN_MAX_AGE": None,
        }
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [os.path.dirname(os.path.abspath(__file__))],
        }
    ],
    INSTALLED_APPS=[],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.shortcuts import get_object_or_404  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Merchant(models.Model):
    name = models.TextField()

    class Meta:
        app_label, db_table, managed = "peer", "merchant", False


class Link(models.Model):
    token = models.TextField()
    merchant = models.ForeignKey(Merchant, models.DO_NOTHING)
    title = models.TextField()
    description = models.TextField()
    amount_minor = models.BigIntegerField()
    currency = models.TextField()
    state = models.SmallIntegerField()

    class Meta:
        app_label, db_table, managed = "peer", "link", False


def grouped(minor):
    return f"{minor // 100:,}".replace(",", "\u00a0") + f",{minor % 100:02d}"


def pay(request, token):
    link = get_object_or_404(Link.objects.select_related("merchant"), token=token)
    shown = {
        "merchant": link.merchant.name,
        "title": link.title,
        "description": link.description,
        "amount": grouped(link.amount_minor),
        "currency": link.currency,
        "token": link.token,
        "state": link.state,
    }
    return render(request, "pay.html", shown)


urlpatterns = [path("p/<str:token>", pay)]
application = get_wsgi_application()
