"""The catalog on the kiosk: what every service needs, there when the line is down."""
