# The receipt, and the page that says whether one is real.

receipts-number = No. { $number }
receipts-number-word = Receipt number
receipts-number-is-coming = In a moment
receipts-tax = Value added tax ({ $percent }), included
receipts-seller = Seller’s registered name
receipts-national-id = Seller’s national ID
receipts-economic-code = Economic code
receipts-address = Seller’s address
receipts-shop = Seller
receipts-qr = QR code by which this receipt can be verified
receipts-check-it = Verify this receipt by its code:

receipts-verify = Verify a receipt
receipts-verify-how = Scan the receipt’s QR code with your phone, or write the text below it here.
receipts-real = This receipt is genuine
receipts-compare = Peyvand issued this receipt. Compare what you see here with the paper or picture in your hand: if anything differs, that paper has been tampered with.
receipts-not-ours = This receipt is not genuine.
receipts-not-ours-why = Peyvand never issued it, or its number, amount, date or code has been tampered with. If you typed the code yourself, compare it with the receipt once more.
receipts-sign = Receipt’s code
receipts-sign-hint = The text below the QR code, with its dots
receipts-check = Check
receipts-was-taken-back = The bank took the money of this payment back; it does not count as paid any more.
receipts-transfer = Transfer receipt
receipts-sent = Reached the account
receipts-came-back = Came back
receipts-came-back-what = This money had reached the account, but the recipient’s bank sent it back.
receipts-from = From
receipts-to = To
receipts-for = For
receipts-account = SHEBA
receipts-by = Settled
receipts-inside = By the gateway, inside the payment
receipts-bank = Bank
receipts-holder = Account holder
receipts-transfer-see = Receipt
