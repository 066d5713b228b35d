"""Every address of the staff room."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path, register_converter

from advocacybot.web.converters import SymbolConverter
from advocacybot.web.pages import health, posts, queue

register_converter(SymbolConverter, "symbol")

urlpatterns = [
    path("", queue.index, name="queue"),
    path("posts/<int:number>/", posts.show, name="post"),
    path("posts/<int:number>/approve", posts.approve, name="approve"),
    path("posts/<int:number>/reject", posts.reject, name="reject"),
    path("posts/<int:number>/hold", posts.hold, name="hold"),
    path("posts/<int:number>/release", posts.release, name="release"),
    path("posts/<int:number>/edit", posts.edit, name="edit"),
    path("posts/<int:number>/settle", posts.settle, name="settle"),
    path("pictures/<str:sha256>", posts.picture, name="picture"),
    path("approve", queue.approve_several, name="approve-several"),
    path("sign-in", LoginView.as_view(template_name="web/sign_in.html", redirect_authenticated_user=True), name="login"),
    path("sign-out", LogoutView.as_view(), name="logout"),
    path("healthz", health.healthz, name="healthz"),
]
