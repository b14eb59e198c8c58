# پیام‌ها. هر پیامک با نام‌های واقعی در دو بخش جا می‌شود؛ نشانی، تنها در سطر آخر است.

notices-code-subject = کد تأیید پیوند
# $code (String) - شش رقم
notices-code = کد تأیید پیوند: { $code }
notices-code-secret = این کد را به کسی ندهید.
notices-account-exists-subject = شما در پیوند حساب دارید
notices-account-exists = با این شماره در پیوند حساب دارید. برای ورود رمز عبور یا کد پیامکی کافی است.
notices-sign-in = ورود
notices-password-changed-subject = رمز عبور شما عوض شد
notices-password-changed = رمز عبور حساب شما در پیوند عوض شد. اگر کار شما نبود، همین حالا رمز تازه بگذارید:
notices-new-password = گذاشتن رمز تازه
notices-mobile-changed-subject = شمارهٔ حساب شما عوض شد
notices-mobile-changed = شمارهٔ موبایل حساب شما در پیوند عوض شد. اگر کار شما نبود، با پشتیبانی تماس بگیرید.
# $merchant (String) - نام کسب‌وکار
# $amount (String) - مبلغ با واحد
# $title (String) - بابت
notices-asked = { $merchant }: { $amount }، { $title }
# $merchant (String)
# $title (String)
notices-asked-open = { $merchant }: { $title }، مبلغ را شما تعیین می‌کنید
# $until (String) - روز و ساعت
notices-until = مهلت: { $until }
# $until (String)
# $amount (String)
notices-early = تا { $until } با تخفیف: { $amount }
notices-pay = دیدن و پرداخت
notices-someone = پرداخت‌کنندهٔ بی‌نام
# $payer (String)
# $amount (String)
notices-paid = پرداخت شد: { $payer }، { $amount }
# $place (String)
# $n (String)
notices-units-more = { $place } و { $n } واحد دیگر
# $payer (String)
# $amount (String)
notices-paid-suspended = پولی رسید که منتظر تصمیم شماست: { $payer }، { $amount }
# $title (String)
# $tracking (String)
notices-tracking-of = { $title }، کد پیگیری { $tracking }
notices-see = دیدن در پیوند
# $merchant (String)
notices-receipt = پرداخت شما به { $merchant } انجام شد.
# $merchant (String)
notices-receipt-suspended = پول شما رسید و { $merchant } باید آن را بپذیرد یا برگرداند.
# $amount (String)
# $tracking (String)
notices-amount-tracking = { $amount }، کد پیگیری { $tracking }
notices-receipt-button = دیدن رسید
# $title (String)
notices-expired = مهلت «{ $title }» گذشت و پرداخت نشد.
# $payer (String)
# $amount (String)
notices-who-amount = { $payer }، { $amount }
# $merchant (String)
# $title (String)
notices-withdrawn = { $merchant } لینک پرداخت «{ $title }» را لغو کرد. لازم نیست چیزی بپردازید.
# $title (String)
# $shown (String) - همان شمار
notices-expired-some = { $count ->
   *[other] مهلت «{ $title }» گذشت؛ { $shown } پرداخت رسیده است.
}
# $merchant (String)
# $amount (String)
# $title (String)
notices-reminded = یادآوری { $merchant }: { $amount }، { $title }
# $merchant (String)
# $title (String)
notices-reminded-open = یادآوری { $merchant }: { $title }، مبلغ به انتخاب شما
# پایان پیامک یادآوری؛ گیرنده با فرستادن ۱۱ دیگر یادآوری نمی‌گیرد
notices-stop-by-sms = لغو۱۱
notices-stop = دیگر درخواست و یادآوری نمی‌خواهم
# $merchant (String)
notices-decided-accepted = { $merchant } پرداخت شما را پذیرفت.
# $merchant (String)
notices-decided-given-back = { $merchant } پول شما را به کارتتان برگرداند.
# $amount (String)
notices-refund-refused = بانک { $amount } را به پرداخت‌کننده برنگرداند؛ پول در موجودی شماست.
# نام‌هایی که در متن دلخواه کسب‌وکار، میان دو آکولاد می‌آید
notices-variable-merchant = کسب‌وکار
notices-variable-amount = مبلغ
notices-variable-title = بابت
notices-variable-until = مهلت
notices-variable-tracking = پیگیری
notices-amount-open = مبلغ دلخواه
notices-until-open = بدون مهلت

## واریز

# $payer (String)
# $amount (String)
# $title (String)
notices-payout-asked = { $payer }: { $amount } برای شما، { $title }
notices-payout-answer = نوشتن شماره
# $recipient (String)
# $amount (String)
notices-payout-ready = { $recipient } شمارهٔ حساب داد؛ { $amount } را بپردازید:
notices-payout-look = دیدن و پرداخت
# $recipient (String)
notices-payout-not-them = { $recipient } می‌گوید این واریز برای او نیست.
# $recipient (String)
notices-payout-other-amount = { $recipient } می‌گوید مبلغ واریز چیز دیگری است.
# $amount (String)
notices-payout-proposal = مبلغ پیشنهادی: { $amount }
# $recipient (String)
notices-payout-refused = { $recipient } این واریز را نپذیرفت.
# $recipient (String)
# $amount (String)
notices-payout-paid = پرداخت شما رسید. { $amount } در راه حساب { $recipient } است.
# $payer (String)
# $amount (String)
# $tail (String) - چهار رقم آخر
notices-payout-on-its-way = { $payer } پرداخت کرد؛ { $amount } در راه حساب شماست: ••{ $tail }
# $recipient (String)
# $amount (String)
notices-payout-sent = { $amount } به حساب { $recipient } واریز شد.
# $payer (String)
# $amount (String)
# $tail (String) - چهار رقم آخر
notices-payout-arrived = { $amount } از { $payer } به حساب شما (••{ $tail }) واریز شد.
# $amount (String)
# $recipient (String)
notices-payout-late = { $amount } هنوز به حساب { $recipient } نرسیده است.
notices-payout-not-again = پیگیریم؛ دوباره فرستاده نمی‌شود.
# $amount (String)
# $payer (String)
# $tail (String) - چهار رقم آخر
notices-payout-late-for-you = { $amount } از { $payer } هنوز نرسیده است (••{ $tail }).
notices-payout-not-lost = گم نشده است؛ پیگیریم.
# $recipient (String)
# $amount (String)
notices-payout-failed = واریز { $amount } به حساب { $recipient } انجام نشد.
notices-payout-yours = پول از آن شماست؛ مقصد دیگری بخواهید یا پسش بگیرید.
# $payer (String)
# $amount (String)
# $tail (String) - چهار رقم آخر
notices-payout-did-not-arrive = واریز { $amount } از { $payer } به حساب شما (••{ $tail }) انجام نشد. به او خبر دادیم.
# $payer (String)
# $title (String)
notices-payout-ended = { $payer } واریز «{ $title }» را پس گرفت؛ کاری لازم نیست.
# $recipient (String)
# $title (String)
notices-payout-expired = مهلت واریز «{ $title }» برای { $recipient } گذشت.
# $amount (String)
# $recipient (String)
notices-payout-suspended = { $amount } برای { $recipient } دیر یا دوباره رسید.
# $amount (String)
# $recipient (String)
notices-payout-not-taken = پرداخت { $amount } برای { $recipient } گرفته نشد و برمی‌گردد.
# $recipient (String)
# $amount (String)
notices-payout-awaits-approval = { $recipient } حساب داد؛ { $amount } منتظر تأیید نفر دوم:
# $amount (String)
# $recipient (String)
notices-payout-not-approved = واریز { $amount } به { $recipient } تأیید نشد.
# $when (String)
# $amount (String)
notices-second-word-above = از { $when } واریزهای بیش از { $amount } تأیید نفر دوم می‌خواهد.
# $when (String)
notices-second-word-off = از { $when } واریزها تأیید نفر دوم نمی‌خواهد.
# $when (String)
# $tail (String)
notices-wallet-account = پول کیف پول شما از { $when } به حساب ••{ $tail } می‌رود.
notices-wallet-account-not-you = کار شما نیست؟ از کیف پول پسش بگیرید.
# $amount (String)
# $tail (String)
notices-wallet-on-its-way = { $amount } از کیف پول در راه حساب ••{ $tail } است.
# $amount (String)
# $tail (String)
notices-wallet-planned = تسویهٔ خودکار: { $amount } در راه حساب ••{ $tail } است.
# $amount (String)
# $tail (String)
notices-wallet-arrived = { $amount } از کیف پول به حساب ••{ $tail } واریز شد.
# $number (String)
notices-wallet-tracking = پیگیری { $number }
# $amount (String)
# $tail (String)
notices-wallet-late = { $amount } از کیف پول هنوز به حساب ••{ $tail } نرسیده است.
# $amount (String)
# $tail (String)
notices-wallet-came-back = تسویهٔ { $amount } به حساب ••{ $tail } انجام نشد؛ پول به کیف پول برگشت.
# $building (String)
# $amount (String)
# $number (String)
notices-by-hand = { $building }: { $amount } از شما دریافت شد. شمارهٔ رسید: { $number }
# $building (String)
# $number (String)
# $amount (String)
notices-by-hand-taken-back = { $building }: رسید شمارهٔ { $number } به مبلغ { $amount } باطل شد.
notices-by-hand-mistake = اشتباه ثبت شده بود.
# $building (String)
# $amount (String) - مبلغ با واحد
notices-for-owner-paid = { $building }: مستأجرتان { $amount } از بدهی شما را پرداخت.
# $number (String)
notices-for-owner-number = گواهی پرداخت { $number }
# $building (String)
# $number (String)
notices-for-owner-certified = { $building }: گواهی پرداخت { $number } به‌جای مالک صادر شد.
# $amount (String) - مبلغ با واحد
notices-for-owner-kept = بدهی مالک دیگر باز نبود؛ { $amount } به حساب شما ماند.
# $building (String)
notices-for-owner-nothing-left = در ساختمان { $building }
# $building (String)
notices-leaving-begun = { $building }: تسویهٔ رفتن شما آغاز شد. مانده و راه پرداخت:
# $building (String)
# $number (String)
notices-leaving-cleared = { $building }: گواهی تسویه‌حساب { $number } برای شما صادر شد.
# $building (String)
# $day (String)
notices-poll-opened = { $building }: رأی‌گیری تازه؛ تا پایان { $day } رأی بدهید.
# $building (String)
# $day (String)
notices-poll-reminded = { $building }: رأی‌گیری { $day } پایان می‌یابد و هنوز رأی نداده‌اید.
notices-poll-vote = رأی دادن
# $building (String)
# $number (String)
notices-request-asked = { $building }: درخواست تازه، شمارهٔ { $number }
# $building (String)
# $number (String)
notices-request-said-more = { $building }: پیام تازه در درخواست { $number }
# $building (String)
# $number (String)
notices-request-seen = { $building }: درخواست { $number } دیده شد
# $building (String)
# $number (String)
notices-request-in-work = { $building }: درخواست { $number } در دست انجام است
# $building (String)
# $number (String)
notices-request-done = { $building }: درخواست { $number } انجام شد
# $building (String)
# $number (String)
notices-request-refused = { $building }: درخواست { $number } پذیرفته نشد
# $building (String)
# $number (String)
notices-request-answered = { $building }: پاسخ درخواست { $number }
# $building (String)
# $title (String)
notices-month-asked = { $building }: { $title } منتظر تأیید شماست.
# $amount (String)
notices-month-total = جمع: { $amount }
# $building (String)
# $title (String)
notices-month-approved = { $building }: { $title } تأیید شد؛ می‌توانید صادرش کنید.
# $building (String)
# $title (String)
notices-month-declined = { $building }: { $title } تأیید نشد.
# $reason (String) - آنچه عضو دیگر نوشته، تا جایی که در پیام جا شود
notices-reason = دلیل: { $reason }
# $building (String)
notices-month-rule = { $building }: از این پس شارژ تنها پس از تأیید عضو دیگری صادر می‌شود.
# $building (String)
# $when (String)
notices-month-rule-ends = { $building }: از { $when } شارژ بدون تأیید صادر می‌شود.
# $building (String)
# $title (String)
notices-announced = { $building }: { $title }
notices-announced-read = خواندن اطلاعیه
notices-by-hand-see = دیدن صورت‌حساب
# $workspace (String)
# $role (String)
notices-invited = «{ $workspace }» شما را به‌عنوان { $role } دعوت کرده است.
notices-invited-see = دیدن دعوت
notices-second-on = ورود به پیوند از این پس کد برنامهٔ رمزساز هم می‌خواهد. اگر کار شما نبود، رمز را عوض کنید.
notices-passkey-kept = گذرکلیدی به حساب پیوند شما افزوده شد. اگر کار شما نبود، آن را بردارید و رمز را عوض کنید.
notices-passkey-gone = گذرکلیدی از حساب پیوند شما برداشته شد. اگر کار شما نبود، رمز را عوض کنید.
notices-second-off = ورود به پیوند دیگر کد برنامهٔ رمزساز نمی‌خواهد. اگر کار شما نبود، رمز را عوض کنید.
# $host (String)
notices-webhook-given-up = سه روز هیچ رویدادی به { $host } نرسید؛ وب‌هوک آن کنار گذاشته شد.
