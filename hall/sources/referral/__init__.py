"""Open Referral feeds: HSDS 3 and Open Referral UK 3."""
