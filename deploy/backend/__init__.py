"""Reference backend of the contract in kiosk/backend/openapi.yaml."""
