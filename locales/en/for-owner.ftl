# A tenant pays for the owner: what the owner owes, in the tenant’s account, and the certificate of what was paid.

for-owner-title = Owed by the owner
for-owner-of = Owed by the owner of { $place }
for-owner-why = This is owed by the owner of this unit, and you are not asked for it. If you like you can pay it for them; you get a numbered certificate of what you paid.
for-owner-which = Which do you pay for the owner?
for-owner-item = { $title }: { $amount }
for-owner-pay = Pay for the owner
for-owner-offer = Pay what the owner of your unit owes, with a code by SMS
for-owner-nothing-chosen = Choose at least one.
for-owner-nothing-owed = There is nothing now that you could pay for the owner.
for-owner-outside = The bank’s gateway takes between { $min } and { $max }. Choose otherwise.

## The certificate

for-owner-certificate = Certificate of payment for the owner
for-owner-certificates = Paid by a tenant for the owner
for-owner-certificate-no = Certificate of payment no. { $number }
for-owner-paid-by = { $name } for the owner of { $place }
for-owner-by-tenant = Paid by the tenant, { $name } (certificate no. { $number })
for-owner-when = { $what }, { $day }
for-owner-says = This is to certify that { $payer }, tenant of { $place }, has paid { $amount } of what the owner of this unit owed the building, on the owner’s behalf, and that it was laid on that debt.
for-owner-payer = Paid by (tenant)
for-owner-owner = On behalf of (owner)
for-owner-sum = Paid in all
for-owner-tracking = Tracking code
for-owner-paid-at = Paid at
for-owner-withdrawn = This bill was taken back afterwards; its money is credit of the owner.
for-owner-rent = This certificate is about a payment to the building. Whether it is taken off the rent is between tenant and owner.
for-owner-check-it = See by this code or this sign whether this certificate is genuine and still holds:
for-owner-void = No longer valid
for-owner-void-since = The bank took this payment back on { $day }; this certificate is no longer valid.
for-owner-compare = What stands on the paper has to be the same. Of names only the first letters are shown.

## The manager

for-owner-rule = Paying for the owner
for-owner-rule-why = As long as somebody rents a unit they see in their account what its owner owes for it, and can pay it for them. They see nothing else of the owner.
for-owner-rule-is-on = Tenants see what the owner of their unit owes for it, and may pay it
for-owner-none = No tenant has paid for an owner yet.
