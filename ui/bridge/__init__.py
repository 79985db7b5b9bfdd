"""The only door between core and QML: view models in, intents out; no business rule."""
