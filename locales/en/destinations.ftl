### Where money may go: a card or an account, and when it arrives

destinations-number-hint = The 16 digits on the card, or a SHEBA that begins with IR
destinations-number-missing = Enter a card or SHEBA number.
destinations-number-neither = A card has 16 digits and a SHEBA 24 after IR; count them once more.
destinations-card-length = A card number has 16 digits.
destinations-card-check = No card has this number; perhaps two digits were swapped.
destinations-card-foreign = This card is not of an Iranian bank.
destinations-card-unknown = We could not find this card’s account; enter the account’s SHEBA.
destinations-iban-length = A SHEBA is IR and 24 digits; count them once more.
destinations-iban-check = This SHEBA is not right; perhaps two digits were swapped.
destinations-iban-unknown-bank = We do not know the bank of this SHEBA.
destinations-iban-foreign = We pay to Iranian accounts only; a SHEBA begins with IR.
destinations-account-unusable = This account takes no money; enter another number.
destinations-arrives-about = About { $when }
destinations-account-not-there = No bank has an account or card of this number; look at the digits once more.
destinations-account-not-active = This account or card is not in use; enter another number.
