"""The post room's pages."""

from django.urls import path

from clinic.followups.views import messages, visit_link

app_name = "followups"
urlpatterns = [
    path("desk/messages/", messages.message_list, name="messages"),
    path("desk/messages/<uuid:uuid>/", messages.message_detail, name="message"),
    path("desk/messages/<uuid:uuid>/page/", messages.message_page, name="message-page"),
    path("desk/messages/<uuid:uuid>/resend/", messages.message_resend, name="message-resend"),
    path("desk/messages/<uuid:uuid>/stop/", messages.message_stop, name="message-stop"),
    path("desk/messages/<uuid:uuid>/address/", messages.message_address, name="message-address"),
    path("visit/<str:token>/", visit_link.visit, name="visit"),
]
