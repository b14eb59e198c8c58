# پیام‌ها. هر پیامک با نام‌های واقعی در دو بخش جا می‌شود؛ نشانی، تنها در سطر آخر است.

notices-code-subject = کد تأیید پیوند
# $code (String) - شش رقم
notices-code = کد ورود به پیوند: { $code }
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
notices-pay = دیدن و پرداخت
notices-someone = پرداخت‌کنندهٔ بی‌نام
# $payer (String)
# $amount (String)
notices-paid = پرداخت شد: { $payer }، { $amount }
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
notices-reminded-open = یادآوری { $merchant }: { $title }، مبلغ را شما تعیین می‌کنید
# پایان پیامک یادآوری؛ گیرنده با فرستادن ۱۱ دیگر یادآوری نمی‌گیرد
notices-stop-by-sms = لغو۱۱
notices-stop = دیگر درخواست و یادآوری نمی‌خواهم
# $merchant (String)
notices-decided-accepted = { $merchant } پرداخت شما را پذیرفت.
# $merchant (String)
notices-decided-given-back = { $merchant } پول شما را برگرداند؛ بانک آن را به کارتتان برمی‌گرداند.
# نام‌هایی که در متن دلخواه کسب‌وکار، میان دو آکولاد می‌آید
notices-variable-merchant = کسب‌وکار
notices-variable-amount = مبلغ
notices-variable-title = بابت
notices-variable-until = مهلت
notices-variable-tracking = پیگیری
notices-amount-open = مبلغ دلخواه
notices-until-open = بدون مهلت
