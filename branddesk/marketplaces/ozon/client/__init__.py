"""Ozon's Seller API, typed, by Ozon's rules: one function for each method, a module for each subject.

ozon = Client(client_id, api_key, pace=pace)
for page in pages(partial(reviews.list_reviews, ozon), after=mark): ...
answer = reviews.create_comment(ozon, review_id=..., text=...)   # Written or Unknown
"""
