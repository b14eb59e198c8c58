# پشت صحنه: آنچه همکاران سرویس باید ببینند.

ops-title = پشت صحنه
ops-what = هر چه منتظر نگاه یک نفر است، با کاری که آن را تمام می‌کند.
ops-late = صف عقب افتاده است
ops-lag = انتظار صف
ops-lag-what = کاری که بیشتر از همه از وقتش گذشته
ops-no-lag = هیچ
ops-held = پول ثبت‌نشده
ops-held-what = پاسخ بانک با پرداخت جور نیست
ops-dead = کارهای مانده
ops-dead-what = هشت بار شد و نشد
ops-alarms = هشدارها
ops-alarms-what = چیزهای دیگری که باید دید
ops-calm = همه چیز آرام است
ops-calm-what = کاری منتظر شما نیست.

ops-tracking = کد پیگیری
ops-differs-amount = بانک مبلغ دیگری می‌گوید. پیش از پرسیدن دوباره، با بانک روشن کنید که کدام درست است.
ops-differs-order = بانک شناسهٔ پرداخت دیگری می‌گوید. پیش از پرسیدن دوباره، با بانک روشن کنید که کدام درست است.
ops-differs-other = پاسخ بانک با این پرداخت جور نیست. پیش از پرسیدن دوباره، با بانک روشنش کنید.
ops-ask-bank = دوباره از بانک بپرس
ops-answered = بانک پاسخ داد و وضعیت پرداخت روشن شد.
ops-not-answered = بانک هنوز پاسخ روشنی نمی‌دهد.
ops-still-differs = پاسخ بانک هنوز با پرداخت جور نیست؛ چیزی ثبت نشد.

ops-revive = دوباره امتحان کن
ops-revived = کار به صف برگشت.
ops-job-deliver-notice = رساندن یک پیام
ops-job-ask-bank = پرسیدن از بانک
ops-job-abandon-payment = بستن پرداخت نیمه‌کاره
ops-job-give-back = برگرداندن پول به کارت
ops-job-link-paid = خبر دادن پرداخت
ops-job-link-expired = خبر دادن پایان مهلت
ops-job-tidy = رفت‌وروب

ops-solve = دیدم و حل شد
ops-solved = هشدار کنار گذاشته شد.
ops-payment-differs = پاسخ بانک با پرداخت جور نیست
ops-payment-unknown = بانک سه روز است پاسخ روشنی نمی‌دهد
ops-bank-changed-its-mind = بانک حرفش را عوض کرده است
ops-reference-reused = بانک یک شناسه را دو بار داده است
ops-give-back-refused = بانک پول را برنمی‌گرداند
ops-job-dead = کاری از صف بیرون مانده است
ops-job-stuck = کاری پشت سر هم ناکام می‌ماند؛ برنامه خودش باز هم آن را امتحان می‌کند
ops-codes-guessed = کسی دارد کدهای تأیید را حدس می‌زند
ops-carrier-misconfigured = فرستندهٔ پیام تا درست‌شدن تنظیمش چیزی نمی‌فرستد
ops-message-money-spent = پول پیامک امروز تمام شد
ops-messages-held = درخواست‌های یک کسب‌وکار نگه داشته شد، چون بسیاری نمی‌رسد
ops-job-link-decided = خبر تصمیم به پرداخت‌کننده
ops-job-remind-of-link = یادآوری لینک پرداخت
ops-job-ask-carriers = پرسیدن وضعیت پیام‌ها
