"""Addresses of letters to suppliers and of agreed prices, under /asks/."""

from django.urls import path

from procurement.asks import agreed_views, changing_views, views

urlpatterns = [
    path("", views.ask_list, name="ask_list"),
    path("new/", views.ask_start, name="ask_start"),
    path("agreed/", agreed_views.agreed_price_list, name="agreed_price_list"),
    path(
        "agreed/export/", agreed_views.agreed_price_export, name="agreed_price_export"
    ),
    path(
        "agreed/<int:pk>/", agreed_views.agreed_price_detail, name="agreed_price_detail"
    ),
    path(
        "agreed/<int:pk>/take-back/",
        agreed_views.agreed_price_withdraw,
        name="agreed_price_withdraw",
    ),
    path("<int:pk>/", views.ask_detail, name="ask_detail"),
    path("<int:pk>/letter/", views.ask_letter, name="ask_letter"),
    path("<int:pk>/workbook/", views.ask_workbook, name="ask_workbook"),
    path("<int:pk>/edit/", changing_views.ask_edit, name="ask_edit"),
    path("<int:pk>/refresh/", changing_views.ask_refresh, name="ask_refresh"),
    path("<int:pk>/send/", changing_views.ask_issue, name="ask_issue"),
    path("<int:pk>/discard/", changing_views.ask_discard, name="ask_discard"),
    path("<int:pk>/reply/", changing_views.ask_reply, name="ask_reply"),
]
