# درخواست‌های ساکنان از مدیر ساختمان

requests-title = درخواست‌ها
requests-why = آنچه ساکنان از شما خواسته‌اند. از هر گامی که بردارید باخبر می‌شوند.
requests-open = باز
requests-none-open = درخواست بازی نیست.
requests-ended = پایان‌یافته
requests-own-why = خرابی، نظافت، سروصدا یا پرسشی دارید؟ بنویسید تا مدیر ببیند و جواب دهد.
requests-new = درخواست تازه
requests-unit = برای کدام واحد؟
requests-kind = دربارهٔ چه؟
requests-kind-repair = خرابی و تعمیر
requests-kind-cleaning = نظافت
requests-kind-neighbours = همسایه‌ها
requests-kind-bill = صورت‌حساب
requests-kind-security = در و امنیت
requests-kind-other = چیز دیگر
requests-words = شرح
requests-files = عکس
requests-files-hint = تا چهار عکس یا PDF، هر کدام تا ۵ مگابایت
# $max (String)
requests-too-many-files = بیش از { $max } فایل نمی‌شود فرستاد.
requests-do = فرستادن درخواست
requests-asked = درخواست‌های واحد شما
requests-none = هنوز درخواستی نیست.
# $number (String)
# $kind (String)
requests-named = درخواست { $number }: { $kind }
# $n (String)
requests-file = عکس { $n }
requests-state-new = تازه
requests-state-seen = دیده شد
requests-state-in-work = در دست انجام
requests-state-done = انجام شد
requests-state-refused = پذیرفته نشد
requests-steps = گفت‌وگو
requests-has-words = پیام تازه
requests-say = بازهم بنویسید
requests-say-why = مدیر با پیامک باخبر می‌شود و پاسخش همین‌جا می‌آید.
requests-more = پیام شما
requests-do-say = فرستادن پیام
requests-was-said = پیام شما فرستاده شد.
requests-answer = پاسخ مدیر
requests-answer-hint = برای پاسخ دادن و نپذیرفتن باید چیزی بنویسید؛ ساکن آن را می‌بیند.
requests-go-on = گام بعدی
requests-go-on-why = ساکن از هر گام با پیامک باخبر می‌شود.
requests-do-seen = دیدم
requests-do-in-work = در دست انجام است
requests-do-done = انجام شد
requests-do-refuse = نمی‌پذیرم
requests-do-answer = فرستادن پاسخ
requests-resident-told = ثبت شد و به ساکن خبر داده می‌شود.
requests-has-moved = این درخواست از این گام گذشته است. وضعیت تازه‌اش را ببینید.
# $count (Number)
# $n (String)
requests-waiting = { $count ->
   *[other] { $n } درخواست از ساکنان منتظر پاسخ شماست
}
