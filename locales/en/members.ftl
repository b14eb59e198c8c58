# Signing up and in, settings, and the pages for visitors.

## Signing up and in

members-sign-up = Create an account
members-sign-up-short = Sign up
members-have-account = Have an account?
members-have-account-link = Sign in
members-no-account = No account yet?
members-no-account-link = Sign up
members-sign-in = Sign in
members-name = Full name
members-business = Name of the business
members-business-hint = Shown at the top of the payment page. If you leave it empty, your own name stands there.
members-mobile = Mobile number
members-mobile-hint = We send a code to this number. For example 0912 345 6789
members-email = E-mail
members-email-hint = News of payments reaches you by e-mail as well.
members-password = Password
members-password-hint = At least { $count } characters. A sentence you remember is better than a complicated password.
members-get-code = Get a code
members-consent = By creating an account you accept these two:
members-terms = Terms of use
members-privacy = Privacy
members-resident = Do you live in a building? No need to sign up; a code by SMS is enough.
members-sign-in-by-code = Sign in with a code by SMS, without password
members-forgotten = I forgot my password
members-forgotten-title = A new password
members-forgotten-lead = Enter the mobile number of your account, or the one that your building’s manager has, and we send a code to it. With the code you set a new password.
members-by-code-title = Sign in with a code
members-by-code-lead = Enter the mobile number of your account and we send a code to it.
members-sign-in-by-password = Sign in with a password
members-sign-out = Sign out

## One-time codes

members-code-title = Enter the code
members-code-sent = We sent an SMS to this number. Enter the 6-digit code from it:
members-code-sent-perhaps = If there is a Peyvand account with this number, we sent a 6-digit code to it:
members-code-other-number = Change the number
members-code-label = 6-digit code
members-code-life = The code works for 2 minutes.
members-code-sign-up = Confirm and create account
members-code-sign-in = Confirm and sign in
members-code-new-password = Set new password
members-code-new-mobile = Set new number
members-code-not-arrived = No code? Look in the spam folder of your messages too.
members-code-pause = You can send it again in { $time }.
members-code-again = Send the code again
members-code-not-one = The code has 6 digits. Enter the one from the SMS.
members-code-wrong = This code is not right, or its time is over. Look at the SMS again or get a new code.
members-code-shut = A wrong code was entered five times. Get a new code.
members-code-over-title = This code no longer works
members-code-over = A newer code may have been sent, or the code was asked for in another browser. Get a new code in this browser.

## Mistakes and waiting

members-name-missing = Enter your name.
members-no-card-numbers = Do not write card numbers here; others see this text.
members-business-missing = Enter the name of the business.
members-name-signs = Use letters, digits and simple signs only, and one alphabet within a word.
members-name-reserved = This name belongs to a bank, the payment network or us, and would mislead people in messages. Choose another.
members-too-long = Make it shorter, at most { $count } characters.
members-mobile-missing = Enter a mobile number, like 0912 345 6789
members-mobile-not-one = This is not an Iranian mobile number. Write it with 09 and 11 digits, like 0912 345 6789
members-email-not-one = Enter a whole e-mail address, like sara@example.ir
members-phone-not-one = Enter the phone number in digits, like 021 8877 6655
members-password-missing = Enter the password.
members-password-too-short = The password must have at least { $count } characters. A few words in a row do well.
members-password-too-long = This password is too long. Make it shorter.
members-password-well-known = This is one of the first passwords that others try. Choose another one.
members-password-pattern = A repetition or a row of the keyboard is soon guessed. Choose another one.
members-password-mobile = Leave your mobile number out of the password; others know it.
members-password-product = The name Peyvand is soon guessed. Choose another password.
members-login-wrong = The mobile number or the password is not right.
members-wait-number = A code for this number was asked for a short while ago. Try again in { $time }.
members-wait-checks = Many wrong codes were entered for this number. Try again in { $time }.
members-wait-network = There were many requests from your network. Try again in { $time }.
members-wait-password = The password of this number was tried many times. Try again in { $time }, or sign in with a code by SMS.
members-wait-flood = No codes are sent to new numbers for a while. Try again in { $time }. If you have an account, you can sign in.

## Settings

members-settings = Settings
members-settings-sections = Sections of the settings
members-tab-business = Business
members-tab-me = My account
members-tab-sessions = Devices
members-tab-workspaces = Businesses
members-save = Save
members-cancel = Cancel
members-saved = Your changes were saved.
members-business-title = Name and contact
members-business-name-hint = Shown at the top of the payment page and in messages.
members-phone = Phone for customers
members-phone-hint = Written on the payment page and the receipt.
members-messages-language = Language of messages to customers
members-unit = Unit of money on pages
members-me-title = Name and language
members-language = Language
members-language-hint = The language of pages and of messages to you.
members-security-title = Sign-in and security
members-none = None
members-change = Change
members-change-email = Change e-mail
members-change-password = Change password
members-change-mobile = Change mobile number
members-change-password-lead = A new password signs you out on other devices.
members-change-mobile-lead = We send a code to the new number. Until you enter it, the old number stays.
members-new-password = New password
members-new-mobile = New mobile number
members-change-email-hint = If you leave it empty, we send no e-mail.
members-password-changed = The password was changed, and you were signed out on other devices.
members-mobile-changed = The mobile number was changed. From now on, sign in with the new one.
members-welcome = Welcome. Your account was created.
members-proof-title = Enter your password before you change this
members-proof-lead = So that we can be sure it is you. After that you have 5 minutes.
members-proof-continue = Continue
members-proof-by-code = Send a code by SMS instead
members-proof-wrong = The password is not right.

## Devices

members-sessions-title = Where you are signed in
members-sessions-lead = If you do not know a device, sign it out and change your password.
members-device = { $browser } on { $system }
members-device-unknown = Unknown browser
members-session-this = This device
members-session-seen = Last used: { $seen }
members-session-since = Signed in: { $since }
members-session-end = Sign out
members-session-ended = That device was signed out.
members-sign-out-everywhere = Sign out everywhere
members-sign-out-everywhere-lead = You will have to sign in again on this device too.

## Businesses

members-workspaces-title = Your businesses
members-workspaces-lead = Each business has its own links, accounting and balance.
members-workspace-since = Since { $since }
members-workspace-this = The one you see
members-workspace-switch = Switch
members-workspace-new = A new business
members-workspace-open = Create business
members-workspace-opened = “{ $name }” was created and you are in it now.
members-workspace-current = You are in “{ $name }” now.

## Front page

members-site-title = Payment by link
members-site-description = Payment links, payout links and the charges of a building, on your own server.
members-site-account = Account
members-hero = Send a link, and the money comes to you.
members-hero-lead = Make a link for a customer, a colleague or your neighbours. One click takes them to the bank’s gateway, and you hear of it at once.
members-hero-start = Get started
members-hero-more = See what it does
members-hero-fine = There is no app to install. It opens on every phone, and on slow networks too.
members-sample = A sample SMS and payment page
members-sample-sms = Hello Narges, here is the payment link for your order:
members-sample-title = Order of 12 books
members-sample-pay = Pay
members-sample-paid = Paid
members-sample-soon = seconds later, an SMS to you
members-services = Three jobs, one account
members-service-links = Payment links
members-service-links-text = Set the amount yourself or leave it to the payer. Send the link by SMS, e-mail or QR code. We tell you when it is paid or its time is over.
members-service-links-start = Make your first link
members-service-payouts-start = Ask for your first account
members-service-buildings-start = Set up your building
members-service-payouts = Payout links
members-service-payouts-text = You want to pay somebody and do not have their card number? Send a link; they enter their card or SHEBA, and you pay with one click.
members-service-buildings = Building management
members-service-buildings-text = Issue the month’s charge at once, and every resident gets a payment link. Each unit has its own statement, and reminders go out by themselves.
members-why = Simple for you, clear for everyone
members-why-books = Accounting from the moment of payment
members-why-books-text = Every toman stands in one ledger: who, when, for what and with which tracking code. Ready for Excel and print.
members-why-own = Your data stays with you
members-why-own-text = Peyvand runs on your server, and what you know of customers and neighbours goes nowhere else.
members-why-card = We never see card numbers
members-why-card-text = Payment always happens at the bank’s gateway; we get the result only.
members-questions = Common questions
members-question-account = Does the payer need an account?
members-question-account-text = No. They open the link, see the amount, and one click takes them to the bank’s gateway.
members-question-when = When does the money reach my bank account?
members-question-when-text = By the settlement cycle of your gateway; usually on the next working day.
members-question-lost = What if money left the card and no payment was recorded?
members-question-lost-text = The bank returns it within 72 hours. The tracking code stands on the result page.

## Terms and privacy

members-terms-lead = Peyvand is free software that anyone can install on a server of their own. In these terms you deal with whoever runs this server.
members-terms-account = Your account
members-terms-account-text = An account is opened with your own mobile number. Give your password and codes to nobody; nobody from Peyvand asks for them.
members-terms-links = The links you send
members-terms-links-text = Send links only for money that you really ask for goods, services or debts, and only to people who expect them. Questions of payers are yours to answer.
members-terms-money = Money
members-terms-money-text = Payment happens at the bank’s gateway, under its rules and at its fee. Money that comes late or twice is set aside until you accept it or give it back.
members-terms-warranty = Warranty
members-terms-warranty-text = The software is offered under the AGPL-3.0 licence without any warranty. Whoever runs this server answers for its working.
members-privacy-lead = This page says what Peyvand keeps. The data stays on this server, with whoever runs it.
members-privacy-you = About you
members-privacy-you-text = Your name, mobile number, e-mail (if you gave one) and a hash of your password that nobody can read back. The browser’s name of each sign-in is kept until 30 days after its end.
members-privacy-payers = About payers
members-privacy-payers-text = The name and number that you or they enter, the amount, the time, the tracking code and the masked card number. Only the bank sees the whole card number and its PIN.
members-privacy-cookies = Cookies
members-privacy-cookies-text = Only the cookies of sign-in, of the one-time code and of the language. There is no tracking, no advertising and no outside service on the pages.
members-privacy-others = Who else gets it
members-privacy-others-text = The bank’s gateway, to take the payment, and the SMS and e-mail carriers, to deliver messages. Nobody else.
members-privacy-how-long = How long it is kept
members-privacy-how-long-text = The accounts for ten years, texts of messages and one-time codes much shorter. To see or delete your data, ask whoever runs the server.

## Receipts and tax

members-tab-seller = Receipts
members-seller-title = What stands on your receipts
members-seller-why = Everybody who has a receipt of yours sees this. Each receipt keeps what was true on its day; what you change here begins with the next one.
members-legal-name = Registered name, or first and last name
members-national-id = National ID
members-national-id-hint = A company’s has 11 digits, a person’s 10
members-national-id-length = A person’s national ID has 10 digits, a company’s 11.
members-national-id-check = The last digit of this number does not fit the others; have another look at it.
members-economic-code = Economic code
members-economic-code-hint = 11 to 14 digits
members-economic-code-not-one = An economic code has 11 to 14 digits.
members-address = Address
members-tax = Value added tax, percent
members-tax-hint = If your amounts include tax, like 10. Leave it empty for no tax line on the receipt.
members-tax-not-one = Write a whole percent in figures, up to { $max }.
members-seller-text-not-one = Please write this once more.

## Colleagues

members-tab-team = Team
members-team-title = Who works here
members-team-lead = A change of role holds from that very moment.
members-team-you = you
members-team-invite = Invite a colleague
members-team-invite-lead = A link goes to their mobile by SMS; it works only with the code that reaches the same number.
members-team-mobile-hint = Their own number; they sign in with it.
members-team-send = Send the invitation
members-team-invited = The invitation was sent to { $mobile }. It is good for 7 days.
members-team-is-in = The owner of this number belongs to the team already.
members-team-invitations = Invitations on their way
members-team-until = Until { $until }
members-team-expired = Its time is over
members-team-send-again = Send again
members-team-sent-again = The invitation was sent again.
members-team-just-sent = This invitation was sent a few minutes ago. Send it again a little later.
members-team-revoke = Take back
members-team-revoked = The invitation was taken back, and its link works no longer.
members-role = Role
members-team-role-set = The role of { $name } was changed.
members-team-remove = Take out of the team
members-team-remove-lead = From that moment they do not see this business any more. What they have done stays in the books.
members-team-removed = { $name } does not belong to the team any more.
members-team-leave = Leave
members-team-left = You have left “{ $name }”.
members-team-last-owner = A business needs at least one owner. Make another colleague owner first.
members-join-title = You are invited
members-join-lead = You are invited to join this business:
members-join-until = Good until
members-join = Accept
members-join-code = To be sure that it is you, we send a code by SMS to { $mobile }.
members-join-unknown = If you do not know who sent this, do nothing; nothing is recorded.
members-code-join = Confirm and join
members-joined = Welcome to “{ $name }”.
members-elsewhere = This page belongs to another of your businesses
members-elsewhere-what = You are looking at another business now. This page belongs to
members-elsewhere-go = Go there
members-elsewhere-stay = Stay here

## The second step of signing in

members-second = Authenticator app
members-second-on = On
members-second-title = Enter the code of your app
members-second-lead = This is the second step of signing in. Open your authenticator app and look for the 6-digit code of Peyvand.
members-second-code = Code of the app
members-second-backup-hint = Is the phone out of reach? Enter one of your backup codes.
members-second-proof-hint = If you have set up an authenticator app, its code is enough.
members-second-wrong = This code is not right, or it was used before. Enter the newest code of the app.
members-second-wait = Many wrong codes were entered. Try again in { $time }.
members-second-why = After the password or the code by SMS, a code of an app on your phone is asked for. Whoever has your password or your SIM card does not get in with that alone.
members-second-set-up = Turn on
members-second-step-1 = Take this picture with an authenticator app, or type the text below it into the app.
members-second-step-2 = Enter the 6-digit code that the app shows.
members-second-qr = Picture for the authenticator app
members-second-secret = Text for the authenticator app
members-second-confirm = Confirm and turn on
members-second-is-on = After the password or the code by SMS, the code of the app is asked for.
members-second-left = Backup codes left: { $left }
members-second-remove-hint = Turning it off takes a code of the app, or a backup code.
members-second-remove = Turn off
members-second-gone = The code of the app is asked for no longer.
members-second-codes = Backup codes
members-second-codes-lead = They are shown this once only. Print them or write them down in a safe place; each works once in the place of the app’s code.
members-second-print = Print
members-second-kept = I have kept them

## Passkeys: signing in by finger, face or the device's own code

members-passkeys = Passkeys
members-passkey-enter = Sign in with a passkey
members-passkey-prove = Continue with a passkey
members-passkeys-count = { $count ->
    [one] { $number } passkey
   *[other] { $number } passkeys
}
members-passkeys-why = A passkey signs you in without a password or an SMS: your phone or computer knows you by finger, face or its own code. It does not work on a site that pretends to be Peyvand.
members-passkeys-list = Your passkeys
members-passkey-new = New passkey
members-passkey-name = Name of the device
members-passkey-name-hint = So that you know it later, such as “My phone”
members-passkey-code-hint = A passkey takes the place of both steps of signing in, so making one takes a code of the app or a backup code.
members-passkey-wait = Many passkeys were made today. Try again in { $time }.
members-passkey-add = Make a passkey
members-passkey-remove = Remove
members-passkey-made = Made { $time }
members-passkey-used = Last sign-in { $time }
members-passkey-never-used = Not used yet
members-passkey-added = The passkey was made. Sign in with it from now on.
members-passkey-removed = The passkey was removed. If it is still on the device, delete it there.
members-passkey-no-browser = This browser has no passkeys. Try a newer one, on a phone or computer with a screen lock.
members-passkey-missing = The device gave no answer. Try again, or choose another way.
members-passkey-not-believed = This passkey was not accepted. Try again, or choose another way.
members-passkey-stale = The page was open for too long. Press the button once more.
members-passkey-unknown = Peyvand does not know this passkey; it may have been removed. Choose another way.
members-passkey-known = This device has a passkey for Peyvand already.
members-passkey-too-many = You can have { $max } passkeys at most. Remove one.
members-passkey-name-missing = Give the device a name.
members-passkey-name-too-long = Give the device a shorter name.
