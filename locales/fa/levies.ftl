# هزینه‌هایی که مبنا یا دامنهٔ خودشان را دارند، و موجودی اولیهٔ صندوق‌ها

levies-key-of-category = مثل دستهٔ آن
levies-two-keys = دو مبنا با هم
levies-two-keys-hint = خالی بماند یعنی همه‌اش با همین مبنا.
levies-other-key-missing = بقیه‌اش با کدام مبنا تقسیم شود؟
levies-has-own-key = این هزینه مبنای خودش را دارد، نه مبنای دسته‌اش را.
levies-scope = چه واحدهایی می‌پردازند؟
levies-scope-all = همهٔ ساختمان
# $block (String)
levies-scope-block = بلوک { $block }
levies-scope-flats = واحدهای مسکونی
levies-scope-shops = مغازه‌ها
levies-scope-offices = دفترها
levies-scope-parkings = پارکینگ‌ها
levies-scope-storages = انباری‌ها
levies-scope-ticked = واحدهایی که پایین علامت زده‌ام
levies-scope-units = انتخاب یکی‌یکی واحدها
levies-scope-tick = کدام واحدها؟
levies-scope-empty = این ساختمان چنین واحدهایی ندارد؛ از فهرست انتخاب کنید.
levies-scope-none-ticked = دست‌کم یک واحد را علامت بزنید.
levies-scope-not-there = یکی از واحدهای علامت‌خورده در این ساختمان نیست.
levies-scope-and-ticks = واحدهایی را علامت زده‌اید، ولی اینجا چیز دیگری انتخاب شده است. یا «واحدهایی که پایین علامت زده‌ام» را انتخاب کنید یا علامت‌ها را بردارید.
# $units (String)
levies-borne-only = فقط میان این‌ها تقسیم شده است: { $units }

levies-funds = موجودی اولیهٔ صندوق‌ها
levies-funds-why = روزی که ساختمان به پیوند آمد، در هر صندوق چقدر بود؟ گزارش دخل و خرج از همین‌جا شروع می‌شود. این پول دست شماست و در کیف پول پیوند نیست.
levies-funds-stand = ثبت‌شده
levies-funds-all-there = موجودی اولیهٔ هر سه صندوق ثبت شده است. اگر یکی اشتباه است، بازش کنید و باطلش کنید.
levies-funds-together = موجودی اولیه روی هم
levies-fund-new = ثبت موجودی اولیه
levies-fund = کدام صندوق؟
# $fund (String)
levies-fund-of = موجودی اولیهٔ صندوق { $fund }
levies-fund-amount = موجودی
levies-fund-day = در چه روزی؟
levies-fund-day-hint = روزی که دفتر پیشین بسته شد
levies-fund-note = توضیح
levies-fund-note-hint = مثلاً شمارهٔ حساب بانکی یا صفحهٔ دفتر پیشین
levies-fund-stands = موجودی اولیهٔ این صندوق ثبت شده است. اگر اشتباه است، اول آن را باطل کنید.
levies-fund-wrong-why = باطلش کنید تا از گزارش و دفترها بیرون برود، بعد درستش را ثبت کنید. این یکی با دلیلش می‌ماند.
levies-fund-reverse = باطل کردن
levies-fund-reversed = موجودی اولیه باطل شد.
