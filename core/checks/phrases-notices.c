/* What notices of machines, offices and clubs say when they are made up: a voice message or fax waits, an entry lapses
 * unless it is renewed, a fee keeps a place. Pairs of pieces, so that the sentence between them does not matter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrase-scan.h"

#define ONE(group, text)                                                                           \
  { MB_PHRASE_##group, text, NULL, 0 }
#define TWO(group, first, gap, then)                                                               \
  { MB_PHRASE_##group, first, then, gap }
/* "未回答の場合、資格を喪失することがあります" */
#define FAILING(undone)                                                                            \
  TWO(LOSS, undone, 34, "停止"), TWO(LOSS, undone, 34, "喪失"), TWO(LOSS, undone, 34, "失効"),     \
      TWO(LOSS, undone, 34, "削除"), TWO(LOSS, undone, 34, "影響"), TWO(LOSS, undone, 34, "遅れ"), \
      TWO(LOSS, undone, 34, "制限"), TWO(LOSS, undone, 34, "できな"),                              \
      TWO(LOSS, undone, 34, "取消")
/* A page or picture on the net that is to go. */
#define GOES(what)                                                                                 \
  TWO(THREAT, what, 40, "deletion"), TWO(THREAT, what, 40, "unpublished"),                         \
      TWO(THREAT, what, 40, "deleted"), TWO(THREAT, what, 40, "removed"),                          \
      TWO(THREAT, what, 40, "violates"), TWO(THREAT, what, 40, "violated")

static const MbPhrase phrases[] = {
    /* something waits */
    TWO(DOCUMENT, "fax", 12, "受信しました"),
    TWO(DOCUMENT, "ファックス", 12, "受信"),
    TWO(DOCUMENT, "ボイスメール", 14, "あります"),
    TWO(DOCUMENT, "新着", 4, "ボイスメール"),
    TWO(DOCUMENT, "音声メッセージ", 14, "あります"),
    TWO(DOCUMENT, "音声メッセージ", 14, "届いて"),
    TWO(DOCUMENT, "留守番電話", 14, "あります"),
    TWO(DOCUMENT, "ファイルを", 2, "共有しました"),
    TWO(DOCUMENT, "ファイルを", 10, "転送しました"),
    TWO(DOCUMENT, "見積書", 24, "ダウンロード"),
    TWO(DOCUMENT, "注文書", 24, "ダウンロード"),
    TWO(DOCUMENT, "発注書", 24, "ダウンロード"),
    TWO(DOCUMENT, "契約書", 24, "ダウンロード"),
    TWO(DOCUMENT, "図面", 24, "ダウンロード"),
    TWO(DOCUMENT, "署名依頼", 8, "届いて"),
    TWO(DOCUMENT, "契約書", 24, "署名"),
    TWO(DOCUMENT, "スキャンした", 12, "添付"),
    TWO(DOCUMENT, "スキャンデータ", 12, "添付"),
    TWO(DOCUMENT, "you have been invited to", 30, "review"),
    ONE(DOCUMENT, "unread messages"),
    ONE(DOCUMENT, "trying to reach you in"),
    TWO(DOCUMENT, "fax", 20, "received"),
    TWO(DOCUMENT, "voicemail", 20, "received"),
    TWO(DOCUMENT, "bill of lading", 60, "download"),
    TWO(DOCUMENT, "arrival notice", 60, "download"),
    TWO(DOCUMENT, "salary", 10, "review @"),
    TWO(DOCUMENT, "invited to", 6, "salary"),
    ONE(DOCUMENT, "view completed document"),
    TWO(DOCUMENT, "your document", 10, "been completed"),
    TWO(DOCUMENT, "purchase order", 24, "download"),
    /* the mail account opens a file */
    TWO(MAIL_PASSWORD, "閲覧に", 8, "メールアドレスの認証"),
    TWO(MAIL_PASSWORD, "閲覧に", 10, "メールアカウント"),
    TWO(MAIL_PASSWORD, "メールアドレスで認証", 14, "閲覧"),
    TWO(MAIL_PASSWORD, "パスワードは", 6, "メールのパスワード"),
    TWO(MAIL_PASSWORD, "パスワードは", 10, "メールアドレスのパスワード"),
    TWO(MAIL_PASSWORD, "社内アカウントで", 4, "ログイン"),
    TWO(MAIL_PASSWORD, "社内アカウントで", 4, "サインイン"),
    TWO(MAIL_PASSWORD, "microsoftアカウントで", 2, "サインイン"),
    TWO(MAIL_PASSWORD, "microsoftアカウントで", 2, "ログイン"),
    TWO(MAIL_PASSWORD, "googleアカウントで", 2, "ログイン"),
    TWO(MAIL_PASSWORD, "authenticate with your", 12, "email"),
    /* a digest of what was held back */
    TWO(MAILBOX, "配信を", 4, "保留"),
    TWO(MAILBOX, "保留された", 6, "メール"),
    TWO(MAILBOX, "保留メール", 14, "配信"),
    TWO(MAILBOX, "保留メッセージ", 14, "あります"),
    TWO(MAILBOX, "隔離メール", 14, "お知らせ"),
    TWO(MAILBOX, "隔離され", 20, "配信"),
    TWO(MAILBOX, "held messages", 40, "release"),
    /* links inside of papers */
    TWO(DOCUMENT, "pdf内", 6, "リンク"),
    TWO(DOCUMENT, "添付", 12, "内のリンク"),
    TWO(DOCUMENT, "link in the", 24, "pdf"),
    TWO(DOCUMENT, "发票", 20, "下载"),
    TWO(DOCUMENT, "證據", 20, "下載"),
    TWO(DOCUMENT, "証拠資料", 24, "下記"),
    /* a changed account */
    TWO(BANK_CHANGE, "new", 4, "iban"),
    TWO(BANK_CHANGE, "cannot receive", 20, "wires"),
    TWO(BANK_CHANGE, "use our", 24, "account"),
    TWO(BANK_CHANGE, "salary", 40, "new account"),
    TWO(BANK_CHANGE, "お支払いより", 8, "下記の口座"),
    TWO(BANK_CHANGE, "従来の口座", 30, "停止"),
    TWO(BANK_HURRY, "従来の口座", 30, "停止"),
    TWO(BANK_HURRY, "under", 12, "audit"),
    TWO(BANK_HURRY, "口座", 16, "税務調査"),
    /* earning at home, jobs that want papers first */
    ONE(ADVANCE_FEE, "在宅ワーク"),
    TWO(ADVANCE_FEE, "いいね", 16, "仕事"),
    ONE(ADVANCE_FEE, "ノルマなし"),
    TWO(ADVANCE_FEE, "初期費用", 2, "なし"),
    ONE(ADVANCE_FEE, "平均報酬"),
    TWO(ADVANCE_FEE, "友だち追加", 12, "お送り"),
    TWO(ADVANCE_FEE, "その日のうちに", 4, "振り込"),
    ONE(ADVANCE_FEE, "signing bonus"),
    ONE(ADVANCE_FEE, "no interview"),
    TWO(ADVANCE_FEE, "passport", 24, "bank details"),
    TWO(ADVANCE_FEE, "over", 4, "whatsapp"),
    /* public money */
    TWO(SIGN_IN, "本人確認書類", 40, "写真"),
    TWO(SIGN_IN, "インターネットバンキング", 8, "ログイン情報"),

    /* renew an entry, or it lapses */
    FAILING("未回答の場合"),
    FAILING("未提出の場合"),
    FAILING("未登録の場合"),
    FAILING("未確認の場合"),
    FAILING("未更新の場合"),
    FAILING("未対応の場合"),
    FAILING("期限を過ぎた場合"),
    FAILING("期限を過ぎると"),
    FAILING("お手続きがない場合"),
    FAILING("お支払いがない場合"),
    FAILING("確認が取れない場合"),
    FAILING("ご回答がない場合"),
    TWO(LOSS, "送受信", 2, "できなくな"),
    TWO(LOSS, "coverage", 20, "lapse"),
    TWO(LOSS, "benefits", 20, "lapse"),
    TWO(LOSS, "will be", 4, "discontinued"),
    TWO(LOSS, "or your", 30, "will lapse"),
    ONE(DEADLINE, "本日失効"),
    ONE(DEADLINE, "締切は明日"),
    ONE(DEADLINE, "締切は本日"),
    ONE(DEADLINE, "明日まで"),
    ONE(DEADLINE, "期限は本日"),
    TWO(DEADLINE, "期限は", 4, "明日"),
    ONE(DEADLINE, "by tomorrow"),
    ONE(DEADLINE, "by today"),
    ONE(DEADLINE, "expires in 1 day"),
    ONE(DEADLINE, "expires tomorrow"),
    TWO(SECURITY, "多要素認証", 14, "再登録"),
    TWO(SECURITY, "多要素認証", 14, "期限切れ"),
    TWO(SECURITY, "認証アプリ", 14, "再登録"),
    TWO(SECURITY, "認証アプリ", 14, "期限"),
    TWO(SIGN_IN, "マイナンバー", 14, "登録ください"),
    TWO(SIGN_IN, "振込口座", 14, "登録ください"),
    TWO(SIGN_IN, "アカウントで", 2, "ログイン"),
    TWO(SIGN_IN, "complete", 12, "enrollment"),
    TWO(SIGN_IN, "complete", 12, "enrolment"),
    TWO(VERIFY, "回答", 10, "資格確認"),
    TWO(VERIFY, "資格確認", 12, "お願い"),
    TWO(VERIFY, "再認証", 8, "必要"),
    TWO(VERIFY, "再認証", 4, "されない"),
    TWO(PAY, "更新料", 14, "支払"),
    TWO(PAY, "更新料金", 14, "支払"),
    TWO(PAY, "pay the", 8, "registration fee"),
    TWO(PAY, "registration fee", 60, "pay"),
    TWO(PAY, "pay", 30, "to secure your slot"),
    TWO(PAY, "secure your", 12, "pay"),
    /* a page on the net */
    GOES("your page"),
    GOES("your website"),
    GOES("your business account"),
    GOES("your ad account"),
    GOES("your profile"),
    ONE(THREAT, "community standards"),
    TWO(THREAT, "コミュニティ規定", 12, "違反"),
    TWO(THREAT, "ページ", 14, "削除される予定"),
    TWO(THREAT, "口座", 20, "資金洗浄"),
    TWO(THREAT, "口座", 20, "マネーロンダリング"),
    ONE(THREAT, "逮捕状"),
    TWO(THREAT, "法的", 2, "手続きに移行"),
    /* money back */
    TWO(PRIZE, "tax", 12, "rebate"),
    TWO(PRIZE, "eligible to receive", 20, "refund"),
    TWO(PRIZE, "eligible for", 20, "refund"),
    TWO(PRIZE, "返金", 14, "お手続き"),
    TWO(PRIZE, "還付", 14, "手続"),
    /* cards from the shop */
    TWO(GIFT_CARD, "scratch", 20, "back"),
    TWO(GIFT_CARD, "apple cards", 80, "photo*"),
    TWO(GIFT_CARD, "steam cards", 80, "photo*"),
    TWO(GIFT_CARD, "pieces of", 40, "scratch"),
    TWO(GIFT_CARD, "google play", 40, "scratch"),
    /* a favour first */
    TWO(ERRAND, "急ぎで", 8, "頼みたい"),
    TWO(ERRAND, "急ぎで", 8, "お願いしたい"),
    TWO(ERRAND, "至急お願いしたい", 4, "件"),
    TWO(ERRAND, "今", 6, "会社にいます"),
    TWO(ERRAND, "今", 6, "オフィスにいます"),
    ONE(ERRAND, "i need you to handle"),
    ONE(ERRAND, "are you free right now"),
    TWO(ERRAND, "email only", 60, "boarding"),
    TWO(ERRAND, "boarding", 60, "email only"),
    /* a changed account */
    TWO(BANK_CHANGE, "new", 12, "remittance details"),
    TWO(BANK_CHANGE, "new", 12, "payment details"),
    TWO(BANK_CHANGE, "update my", 4, "direct deposit"),
    TWO(BANK_CHANGE, "changed", 12, "banks"),
    TWO(BANK_HURRY, "bank is", 20, "audit"),
    TWO(BANK_HURRY, "cannot receive", 8, "payments"),
    ONE(BANK_HURRY, "before the next pay run"),
    /* earning at home */
    TWO(ADVANCE_FEE, "在宅", 12, "副業"),
    TWO(ADVANCE_FEE, "未経験", 4, "歓迎"),
    TWO(ADVANCE_FEE, "line追加", 12, "ください"),
    TWO(ADVANCE_FEE, "スマホ作業", 12, "日給"),
};

const MbPhraseTable mb_phrases_notices = {phrases, G_N_ELEMENTS(phrases)};
