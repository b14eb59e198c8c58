# پاسخ‌های نادرست به برنامه‌ها

api-bad-request = این درخواست را نمی‌توان خواند.
api-unauthorized = کلیدی نیست، یا کلید زنده‌ای نیست.
# $scope (String) - اجازه‌ای که کم است
api-missing-scope = این کلید اجازهٔ { $scope } را ندارد.
api-not-found = چنین چیزی در این فضای کار نیست.
api-method-not-allowed = این نشانی چنین روشی نمی‌شناسد.
api-conflict = وضع آن دیگر چنان نیست که برنامه می‌پندارد.
api-in-flight = همین درخواست هم‌اکنون در دست انجام است؛ کمی بعد دوباره بپرسید.
api-gone = بوده و به پایان رسیده است.
api-too-large = بدنهٔ درخواست بیش از اندازه بزرگ است.
api-unsupported-media-type = بدنه باید application/json باشد.
api-mistakes = بخش‌هایی از درخواست درست نیست.
api-key-reused = این Idempotency-Key از آنِ درخواست دیگری است.
api-key-missing = هر POST یک Idempotency-Key می‌خواهد: یک تا ۲۰۰ نویسهٔ لاتین بی‌فاصله.
api-too-many = درخواست‌ها بیش از اندازه است.
api-internal = خطا از ماست.
api-busy = اکنون نمی‌شود؛ چیزی رخ نداده است.
api-not-json = بدنه JSON نیست.
api-not-an-object = بدنه باید یک شیء JSON باشد.
api-not-text = در بدنه نویسه‌ای هست که متن نیست.
api-field-missing = این بخش لازم است.
api-field-unknown = چنین بخشی نمی‌شناسیم.
api-field-twice = این بخش دو بار آمده است.
api-field-wrong = این بخش از نوع درست نیست.
api-parameter-unknown = چنین پارامتری نمی‌شناسیم.
api-parameter-wrong = این پارامتر درست نیست.
api-sent-after-the-end = زمان فرستادن باید پیش از پایان مهلت باشد.
api-send-by-needs = برای فرستادن از این راه، این نشانی لازم است.
api-payer-chooses = مبلغ این لینک را پرداخت‌کننده برمی‌گزیند.
api-nothing-to-refund = از این پرداخت چیزی برای برگرداندن نیست.
