"""Filters of the pages about signing in."""

from django import template

from trusts import browsers

register = template.Library()

register.filter("browser_name", browsers.browser_name)
