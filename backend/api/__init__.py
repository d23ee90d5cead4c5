"""What every API has in common: errors, parameters, answers with their receipt, health and the OpenAPI document."""
