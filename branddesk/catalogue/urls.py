from __future__ import annotations

from django.urls import path

from branddesk.catalogue.views import listings, products

app_name = "catalogue"
urlpatterns = [
    path("", products.products, name="list"),
    path("suggest/", products.suggest, name="suggest"),
    path("import/", products.bring, name="bring"),
    path("import/example/", products.example, name="example"),
    path("import/<uuid:key>/", products.transfer, name="transfer"),
    path("import/<uuid:key>/take-over/", products.take_over, name="take_over"),
    path("import/<uuid:key>/cancel/", products.cancel, name="cancel"),
    path("import/<uuid:key>/report/", products.report, name="report"),
    path("listings/", listings.listings, name="listings"),
    path("listings/<int:pk>/", listings.listing, name="listing"),
    path("listings/<int:pk>/change/", listings.order, name="order"),
    path("<int:pk>/", products.edit, name="edit"),
    path("<int:pk>/retire/", products.retire, name="retire"),
    path("<slug:slug>/add/", products.add, name="add"),
]
