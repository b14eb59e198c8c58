# The result of a payment, its receipt, and what a merchant does with a payment.

payments-receipt = Payment receipt
payments-paid = Paid
payments-suspended = Waits for the seller
payments-given-back = Given back
payments-suspended-why = Your money arrived, but this link was not open any more: its time was over, it was cancelled, or it had been paid. { $merchant } will accept it or give it back to your card.
payments-given-back-why = { $merchant } gave this amount back to the card you paid with.
payments-payer = Payer
payments-time = Time
payments-card = Card
payments-tracking = Tracking code
payments-bank-number = Bank reference number
payments-in-rial = On the bank page
payments-amount = Amount
payments-print = Print the receipt
payments-ask-merchant = A question? Call the seller:

payments-verifying = Verifying
payments-waiting-title = Waiting for the bank’s answer
payments-waiting = The result appears here as soon as the bank answers; this page renews itself. You may close it, your money is not lost. Do not pay again until the result is known.
payments-held = The bank’s answer did not match this payment and our people are looking into it. Do not pay again; your money is not lost.
payments-72-hours = If money left your card and the payment did not go through, the bank returns it within 72 hours.
payments-look-again = Look again

payments-failed = Failed
payments-failed-title = The payment did not go through
payments-pay-again = Pay { $amount } again
payments-never-sent = The bank’s page did not open and no money was taken. Try again.
payments-refused-cancelled = You turned back on the bank’s page. No money was taken.
payments-refused-no-funds = The bank said the card has not enough money. You can pay again with another card.
payments-refused-wrong-secret = The bank said the PIN or a card detail is not right. Try again.
payments-refused-timed-out = The time on the bank’s page ran out. Try again.
payments-refused-other = The bank did not take the payment. Try again, or with another card.
payments-refused-reversed = The bank took the money and put it back on your card. You can pay again.
payments-taken-back = Taken back by the bank
payments-taken-back-why = After this payment the bank put the money back on your card. It has not been paid.

payments-to-bank-title = On to the bank
payments-to-bank = If the bank’s page does not open by itself in a moment, press the button.
payments-to-bank-go = Open the bank’s page
payments-to-bank-only = Only the bank sees your card number and PIN.

payments-accepted = The money was accepted and is in your balance.
payments-being-given-back = The money is on its way back to the payer’s card.
payments-answered = The bank answered and the state is up to date.
payments-not-answered = The bank has not said the result yet; we will ask again by ourselves.
payments-is-held = The bank’s answer does not match this payment; it is being looked into.
payments-on-its-way-back = On its way back
payments-on-its-way-back-why = { $merchant } asked that this amount go back to your card. The bank has not confirmed it yet.
payments-go-on = Go on to { $site }
