### کجا پول می‌رود: کارت یا شبا، و زمان رسیدن

destinations-number-hint = ۱۶ رقم روی کارت، یا شبا که با IR شروع می‌شود
destinations-number-missing = شمارهٔ کارت یا شبا را بنویسید.
destinations-number-neither = کارت ۱۶ رقم دارد و شبا ۲۴ رقم پس از IR؛ رقم‌ها را بشمارید.
destinations-card-length = شمارهٔ کارت ۱۶ رقم است.
destinations-card-check = این شماره به هیچ کارتی نمی‌خورد؛ شاید یک رقم جابه‌جا شده باشد.
destinations-card-foreign = این کارت از بانک‌های ایران نیست.
destinations-card-unknown = حساب این کارت را پیدا نکردیم؛ شبای همان حساب را بنویسید.
destinations-iban-length = شبا IR و ۲۴ رقم است؛ رقم‌ها را بشمارید.
destinations-iban-check = این شبا درست نیست؛ شاید یک رقم جابه‌جا شده باشد.
destinations-iban-unknown-bank = بانک این شبا را نمی‌شناسیم.
destinations-iban-foreign = فقط به حساب‌های ایران واریز می‌کنیم؛ شبا با IR شروع می‌شود.
destinations-account-unusable = به این حساب نمی‌شود واریز کرد؛ شمارهٔ دیگری بنویسید.
# $when (String)
destinations-arrives-about = حدود { $when }
destinations-account-not-there = هیچ بانکی حساب یا کارتی با این شماره ندارد؛ رقم‌ها را یک بار دیگر نگاه کنید.
destinations-account-not-active = این حساب یا کارت فعال نیست؛ شمارهٔ دیگری بنویسید.
