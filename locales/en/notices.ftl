# Messages. An SMS fits two parts with real names; the address stands alone in the last line.

notices-code-subject = Your Peyvand code
notices-code = Your Peyvand code: { $code }
notices-code-secret = Give this code to nobody.
notices-account-exists-subject = You have a Peyvand account
notices-account-exists = There is a Peyvand account with this number. Sign in with your password or a code by SMS.
notices-sign-in = Sign in
notices-password-changed-subject = Your password was changed
notices-password-changed = The password of your Peyvand account was changed. If it was not you, set a new one now:
notices-new-password = Set a new password
notices-mobile-changed-subject = Your account has a new number
notices-mobile-changed = The mobile number of your Peyvand account was changed. If it was not you, contact support.
notices-asked = { $merchant }: { $amount }, { $title }
notices-asked-open = { $merchant }: { $title }, you choose the amount
notices-until = Pay by: { $until }
notices-pay = See and pay
notices-someone = an unnamed payer
notices-paid = Paid: { $payer }, { $amount }
notices-paid-suspended = Money came that waits for your decision: { $payer }, { $amount }
notices-tracking-of = { $title }, tracking code { $tracking }
notices-see = See it in Peyvand
notices-receipt = Your payment to { $merchant } went through.
notices-receipt-suspended = Your money arrived; { $merchant } has to accept it or give it back.
notices-amount-tracking = { $amount }, tracking code { $tracking }
notices-receipt-button = See the receipt
notices-expired = The deadline of “{ $title }” has passed without payment.
notices-who-amount = { $payer }, { $amount }
notices-withdrawn = { $merchant } cancelled the payment link “{ $title }”. There is nothing for you to pay.
notices-expired-some = { $count ->
    [one] The deadline of “{ $title }” has passed; { $shown } payment came.
   *[other] The deadline of “{ $title }” has passed; { $shown } payments came.
}
notices-reminded = { $merchant } reminds you: { $amount }, { $title }
notices-reminded-open = { $merchant } reminds you: { $title }, amount open
notices-stop-by-sms = Stop: send 11
notices-stop = I want no more requests and reminders
notices-decided-accepted = { $merchant } accepted your payment.
notices-decided-given-back = { $merchant } gave your money back; the bank returns it to your card.
notices-refund-refused = The bank did not give { $amount } back to the payer; the money is in your balance.
notices-variable-merchant = merchant
notices-variable-amount = amount
notices-variable-title = title
notices-variable-until = until
notices-variable-tracking = tracking
notices-amount-open = an amount of your choice
notices-until-open = no deadline

## Payouts

notices-payout-asked = { $payer }: { $amount } for you, { $title }
notices-payout-answer = Enter the number
notices-payout-ready = { $recipient } named an account; pay { $amount }:
notices-payout-look = Look and pay
notices-payout-not-them = { $recipient } says this payout is not for them.
notices-payout-other-amount = { $recipient } says the amount should be another.
notices-payout-proposal = Proposed: { $amount }
notices-payout-refused = { $recipient } did not accept this payout.
notices-payout-paid = Paid. { $amount } is on its way to { $recipient }.
notices-payout-on-its-way = { $payer } paid; { $amount } is on its way to ••{ $tail }.
notices-payout-sent = { $amount } reached { $recipient }’s account.
notices-payout-arrived = { $amount } from { $payer } reached your account (••{ $tail }).
notices-payout-failed = { $amount } did not reach { $recipient }’s account.
notices-payout-yours = The money is yours: ask for another account or take it back.
notices-payout-did-not-arrive = { $amount } from { $payer } did not reach your account (••{ $tail }). We told them.
notices-payout-ended = { $payer } took “{ $title }” back; there is nothing to do.
notices-payout-expired = The time for “{ $title }” to { $recipient } is over.
notices-payout-suspended = { $amount } for { $recipient } came late or twice.
notices-payout-awaits-approval = { $recipient } named an account; { $amount } awaits approval:
notices-payout-not-approved = The payout of { $amount } to { $recipient } was not approved:
notices-second-word-above = From { $when } payouts above { $amount } need a second approval.
notices-second-word-off = From { $when } payouts need no second approval.
notices-wallet-account = From { $when } your wallet is settled to the account ••{ $tail }.
notices-wallet-account-not-you = Not you? Take it back in the wallet.
notices-wallet-on-its-way = { $amount } is on its way from the wallet to ••{ $tail }.
notices-wallet-planned = Automatic settlement: { $amount } is on its way to ••{ $tail }.
notices-wallet-arrived = { $amount } from the wallet reached the account ••{ $tail }.
notices-wallet-tracking = Tracking { $number }
notices-wallet-came-back = { $amount } did not reach ••{ $tail }; the money is in the wallet again.
notices-by-hand = { $building }: { $amount } received from you. Receipt number { $number }
notices-by-hand-taken-back = { $building }: receipt number { $number } of { $amount } was written by mistake and is void.
notices-by-hand-see = See what you owe
notices-invited = “{ $workspace }” invites you to join as { $role }.
notices-invited-see = See the invitation
notices-second-on = Signing in to Peyvand asks for the code of your app from now on. If this was not you, change your password.
notices-second-off = Signing in to Peyvand asks for the code of your app no longer. If this was not you, change your password.
notices-webhook-given-up = Nothing has arrived at { $host } for three days; its webhook is given up.
