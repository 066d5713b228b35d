"""Every address of the staff room."""

from django.contrib.auth.views import LogoutView
from django.urls import path, register_converter

from advocacybot.web.converters import SymbolConverter
from advocacybot.web.pages import accounts, health, journal, myself, pauses, people, posts, queue, signing_in

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
    path("news", queue.news, name="queue-news"),
    path("approve", queue.approve_several, name="approve-several"),
    path("pause", pauses.pause, name="pause"),
    path("resume", pauses.resume, name="resume"),
    path("accounts/", accounts.index, name="accounts"),
    path("accounts/<slug:name>/ask", accounts.ask, name="ask-platform"),
    path("journal/", journal.index, name="journal"),
    path("journal/verify", journal.verify, name="journal-verify"),
    path("journal/download", journal.download, name="journal-download"),
    path("people/", people.index, name="people"),
    path("people/add", people.add, name="person-add"),
    path("people/<int:number>/", people.person, name="person"),
    path("people/<int:number>/change", people.change, name="person-change"),
    path("myself/", myself.show, name="myself"),
    path("myself/keep", myself.keep, name="myself-keep"),
    path("myself/password", myself.Password.as_view(), name="password"),
    path("myself/second-factor", myself.confirm_second_factor, name="second-factor"),
    path("myself/second-factor/begin", myself.begin_second_factor, name="second-factor-begin"),
    path("myself/second-factor/codes", myself.renew_codes, name="second-factor-codes"),
    path("myself/second-factor/end", myself.end_second_factor, name="second-factor-end"),
    path("sign-in", signing_in.SignIn.as_view(), name="login"),
    path("sign-in/code", signing_in.Code.as_view(), name="code"),
    path("sign-in/language", signing_in.language, name="language"),
    path("sign-out", LogoutView.as_view(), name="logout"),
    path("health/", health.health, name="health"),
    path("healthz", health.healthz, name="healthz"),
    path("metrics", health.metrics, name="metrics"),
]
