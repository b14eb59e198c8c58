# پیام‌های یک کسب‌وکار به پرداخت‌کننده‌هایش

messages-title = پیام‌ها
messages-saved = تنظیم پیام‌ها ذخیره شد.
messages-save = ذخیره
messages-preview = پیش‌نمایش
messages-texts = متن پیام‌ها
messages-texts-what = هر متنی را خالی بگذارید، متن همیشگی فرستاده می‌شود. نشانی را ما در سطر آخر می‌گذاریم.
# $names (String) - نام‌ها در آکولاد
messages-variables = نام‌هایی که جایشان پر می‌شود: { $names }
messages-asked = درخواست پرداخت
messages-reminded = یادآوری
messages-receipt = رسید پرداخت
# نمونهٔ «بابت» در پیش‌نمایش
messages-example-title = سفارش ۳۴۷
# $shown (String) - همان شمار
messages-parts = { $count ->
   *[other] این پیامک { $shown } بخش است.
}
messages-text-too-long = متن باید کوتاه‌تر از ۱۶۰ نویسه باشد.
messages-text-not-plain = نشانی اینترنتی و شمارهٔ تلفن را از متن بردارید.
# $name (String)
messages-text-unknown = «{ $name }» از نام‌های آکولادی ما نیست.
# $name (String)
messages-text-missing = «{ $name }» را در آکولاد بیاورید تا گیرنده بداند چه کسی چه مبلغی می‌خواهد.
messages-reminders = یادآوری خودکار
messages-reminders-what = یادآوری تنها میان ۹ صبح و ۹ شب فرستاده می‌شود و با پرداخت قطع می‌شود.
messages-before = پیش از پایان مهلت
messages-after = پس از فرستادن درخواست
messages-same-day = همان روز
# $shown (String) - همان شمار
messages-days-before = { $count ->
   *[other] { $shown } روز پیش
}
# $shown (String) - همان شمار
messages-days-after = { $count ->
   *[other] { $shown } روز پس
}
messages-too-many-days = دست‌بالا سه روز را برگزینید.
messages-other = راه دوم
messages-other-what = اگر پیامک نرسید ایمیل بفرست، و اگر ایمیل نرسید پیامک
# $amount (String) - مبلغ با واحد
messages-spent = هزینهٔ پیامک امروز: { $amount }
messages-stop-title = درخواست و یادآوری پرداخت
messages-stop-what = اگر نمی‌خواهید از راه پیوند درخواست یا یادآوری پرداخت بگیرید، دکمهٔ زیر را بزنید. رسید پرداخت‌هایتان همچنان می‌رسد.
messages-stop = دیگر نفرستید
messages-stopped = دیگر درخواست و یادآوری برای شما نمی‌فرستیم.
messages-go-on = دوباره بفرستید
