### Реклама от новичков и журнал удалений. Мнение жителя тут ни при чём: правила смотрят только на ссылки и слова продажи.

removal-sign =
    { $sign ->
        [link] ссылка
        [contacts] контакты рядом со ссылкой
        [advert] реклама с контактами
        [invite] приглашение в другой мессенджер
        [copy] копия убранного
       *[none] решил модератор
    }

removal-chat =
    { $has_chat ->
        [yes] чат { $chat }
       *[no] комментарии
    }

newcomer-held =
    Запись { $entry }. Новичок, { removal-sign }. { $has_author ->
        [yes] { $author_short }, vk.com/id{ $id }
       *[no] vk.com/id{ $id }
    }, { removal-chat }.
    «{ $text }»
    { $has_leads ->
        [yes] Ведёт на { $leads }.
       *[no] { -no-line }
    }
    { $has_chat ->
        [yes] Сообщение на месте. Убрать?
       *[no] Комментарий на месте. Сам убрать не могу: сообществу ВКонтакте этого не даёт. Уберите вручную{ $has_link ->
            [yes] : { $link }
           *[no] .
        }
    }{ $matter ->
        [yes] { " " }В нём есть вопрос, он записан как обычно.
       *[no] { "" }
    }

newcomers-many = Новички: за час больше { $count } сообщений со ссылками и рекламой, { removal-chat }. Дальше складываю молча, всё в списке «журнал удалений ждут».

newcomer-removed =
    Запись { $entry }. Убрал у новичка: { removal-sign }. { $has_author ->
        [yes] { $author_short }, vk.com/id{ $id }
       *[no] vk.com/id{ $id }
    }, { removal-chat }.
    «{ $text }»
    { $told ->
        [yes] Автору объяснил в личных сообщениях.
       *[no] Автору объяснить не могу: личные сообщения закрыты.
    } Убрал зря — верните.

removal-refused =
    Запись { $entry }. Убрать не вышло, { removal-chat }: ВКонтакте даёт это администратору чата и только за первые сутки. { $has_author ->
        [yes] { $author_short }, vk.com/id{ $id }
       *[no] vk.com/id{ $id }
    }.
    «{ $text }»
    Уберите вручную. Чтобы убирал я, назначьте сообщество администратором чата.

removed-yours =
    Ваше сообщение в чате убрано: «{ $text }»
    { $sign ->
        [link] Почему: ссылка от того, кто в этом чате недавно.
        [contacts] Почему: контакты и ссылка от того, кто в этом чате недавно.
        [advert] Почему: похоже на рекламу с контактами.
        [invite] Почему: приглашение в другой мессенджер.
        [copy] Почему: такое же сообщение модератор уже убрал.
       *[none] Почему: так решил модератор.
    } { $by_rule ->
        [yes] Убрал я, по правилу этого чата.
       *[no] Убрал модератор.
    } За мнение и критику ничего не убирают.
    Это не реклама? Нажмите кнопку или напишите «не реклама { $entry }», модератор посмотрит и вернёт.

objection-passed = Передал модератору, запись { $entry }. Вернёт — напишу.

removal-objected =
    Запись { $entry }. Автор не согласен, что это { removal-sign }. { $has_author ->
        [yes] { $author_short }, vk.com/id{ $id }
       *[no] vk.com/id{ $id }
    }
    «{ $text }»
    { $can_come_back ->
        [yes] Вернуть?
       *[no] Слов уже нет, вернуть нечего.
    }

said-again =
    { $has_author ->
        [yes] { $author_short } { $author_sex ->
            [f] писала
            [m] писал
           *[unknown] пишет
        }
       *[no] Житель писал
    } { $said_at_short }, сообщение убрали зря: «{ $text }»{ $has_attachments ->
        [yes] { " " }+ { $attachments }
       *[no] { "" }
    }

brought-back-yours = Ваше сообщение вернули в чат, запись { $entry }. Старое ВКонтакте не восстанавливает, поэтому ваши слова повторил я. Извините за это.

removal-what =
    { $what ->
        [message] сообщение
        [own] сообщение, убрал сам автор
        [answer] ответ
       *[mute] без слова в чате
    }

removal-state =
    { $state ->
        [held] на месте, ждёт решения
        [kept] оставлено
        [asked] убираю
        [done] { $what ->
            [mute] действует
           *[other] убрано
        }
        [refused] ВКонтакте не дал, ждёт модератора
        [by-hand] убрано вручную
       *[back] { $what ->
            [mute] снято
           *[other] вернули
        }
    }

removal-card =
    Запись { $entry }: { removal-what }. { removal-chat }{ $has_where ->
        [yes] , { $where }
       *[no] { "" }
    }{ $has_id ->
        [yes] , vk.com/id{ $id }
       *[no] { "" }
    }{ $has_author ->
        [yes] { " " }({ $author_short })
       *[no] { "" }
    }.
    { $has_text ->
        [yes] «{ $text }»
       *[no] { -no-line }
    }
    { $has_leads ->
        [yes] Ведёт на { $leads }.
       *[no] { -no-line }
    }
    Сейчас: { removal-state }, { $at_short }{ $has_by ->
        [yes] , решение: { $by_short }
       *[no] { "" }
    }.
    { $has_sign ->
        [yes] Правило: { removal-sign }.
       *[no] { -no-line }
    }
    { $has_until ->
        [yes] Кончится { $until_short }.
       *[no] { -no-line }
    }
    { $copies ->
        [0] { -no-line }
       *[other] Копий: { $copies }.
    }
    { $has_undone_at ->
        [yes] Отмена: { $has_undone_by ->
            [yes] { $undone_by_short }, { $undone_at_short }.
           *[no] { $undone_at_short }.
        }
       *[no] { -no-line }
    }
    { $has_objected_at ->
        [yes] Автор не согласен, { $objected_at_short }.
       *[no] { -no-line }
    }
    { $can_come_back ->
        [yes] Можно вернуть.
       *[no] { -no-line }
    }

removal-line =
    { $entry }. { $at_short }, { removal-chat }: { removal-what }{ $has_sign ->
        [yes] , { removal-sign }
       *[no] { "" }
    } — { removal-state }{ $has_until ->
        [yes] { " " }до { $until_short }
       *[no] { "" }
    }{ $has_id ->
        [yes] , vk.com/id{ $id }
       *[no] { "" }
    }{ $has_by ->
        [yes] , { $by_short }
       *[no] { "" }
    }{ $has_undone_by ->
        [yes] , отмена: { $undone_by_short }
       *[no] { "" }
    }

removal-list =
    { $rows_count ->
        [0] { $waiting ->
            [yes] Решения ничего не ждёт.
           *[no] Журнал удалений пуст.
        }
       *[other] { $waiting ->
            [yes] Ждут решения
           *[no] Журнал удалений
        }{ $has_where ->
            [yes] , { $where }
           *[no] { "" }
        }, новые сверху. Открыть: «журнал удалений 12».
    }
    { $has_rows ->
        [yes] { $rows }
       *[no] { -no-line }
    }
    .rows = { removal-line }

watch-manner =
    { $manner ->
        [off] ничего не смотрю
        [remove] явную рекламу и приглашения убираю сам, остальное показываю
       *[show] только показываю вам, сам не убираю
    }, новичок — первые { $days } дн.

watch-shown =
    Реклама от новичков, чат { $chat }. Сейчас: { watch-manner }
    За неделю случаев: { $caught }, явной рекламы и приглашений среди них { $plain }, убрали { $removed }, вернули { $back }.
    { $has_at ->
        [yes] Так с { $at_date }{ $has_by ->
            [yes] , решение: { $by_short }
           *[no] { "" }
        }.
       *[no] { -no-line }
    }
    { $manner_then ->
        [off] Будет: ничего не смотрю. Пока ничего не изменилось, нажмите, если согласны.
        [show] Будет: только показываю, новичок — первые { $days_then } дн. Пока ничего не изменилось, нажмите, если согласны.
        [remove] Будет: явное убираю сам — за неделю это { $plain }, новичок — первые { $days_then } дн. Вопросы, мнения и ссылки на прессу не трогаю. Пока ничего не изменилось, нажмите, если согласны.
       *[none] Поменять: «спам убирать», «спам показывать», «спам выключить», «спам 14 дней».
    }

watch-set =
    Реклама от новичков, чат { $chat }: { watch-manner } Действует со следующего сообщения.
