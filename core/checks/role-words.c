/* Words that name a job and nobody in particular: of a sender's name, of a domain. What is made of nothing else is a
 * mask that fits every company.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "role-words.h"

#include <string.h>

static const char roles[] =
    "インフラ ネットワーク 運用 業務 企画 広報 品質保証 勤怠 経費 出張 研修 補助金 "
    "コールセンター 給付金 給付 在宅 ワーク 迷惑メール 隔離 财务部 客服部 "
    "総務 人事 経理 労務 部 課 室 係 担当 担当者 カスタマー サポート センター システム 管理 管理者 "
    "通知 お知らせ 事務局 窓口 お客様 セキュリティ "
    "ヘルプデスク 宅配 配送 配達 料金 電気 でんき ガス 水道 ドメイン サーバー サーバ メール "
    "ウェブメール 会員 メンバーズ ご案内 自動 送信 専用 運営 公式 電子 "
    "契約 共有 ドライブ ドキュメント 複合機 スキャン スキャナー 給与 明細 請求 請求書 支払 "
    "お支払い 決済 更新 年額 プラン 会議 本部 アカウント サービス "
    "カスタマーサービス 受付 社内 情報 保護 口座 オンライン 証券 銀行 カード クラウド ストレージ "
    "採用 ポイント 重要 緊急 アラート customer customers "
    "support service services desk helpdesk help team mail email webmail delivery document "
    "documents portal it account accounts billing notice notification notifications admin "
    "administrator system center centre care security alert alerts message messages voicemail "
    "voice hosting parcel order orders office update updates info noreply the department dept hr "
    "human resources payroll calendar receivable invoice invoices payment payments shipping "
    "storage domain server mailbox postmaster file files share sharing esign signature renewal "
    "tracking partner online bank banking do not reply soporte correo cliente atencion al "
    "kundenservice kundendienst serviceclient suporte rechnung 邮件 管理员 客服 中心 고객센터 고객 "
    "チーム 精算 経費 "
    "グループ デスク ポータル 配信 停止 利用 速報 お届け quarantine digest legal intranet trust "
    "safety protection fax "
    "gateway scanner print copier vpn compliance audit finance accounting 安全 対策 法務 監査 品質 "
    "お問い合わせ 問合せ 返金 還付 税金 年金 保険 健康 宅急便 荷物 再配達 お荷物 служба поддержки "
    "組合 購買 購買部 営業 営業部 調達 資材 従業員 "
    "社員 職員 受信 ボイスメール 音声 メッセージ サイン 署名 依頼 警告 相談 国際 捜査 再認証 "
    "ログイン 認証 it管理 web procurement purchasing "
    "purchase sales benefits scheduling review verification renewals subscription subscriptions "
    "claims claim recovery appeals copyright secretariat conference registration enrollment "
    "benefit refund refunds rebate tax agency logistics express internal corporate business "
    "staff employee member members user users data cloud workspace ご利用 変更 確認 料 税 費 "
    "手続き 手続 申請 "
    "通信 無線 共済 ";

/* English and romaji, as domains are made of them. */
static const char domain_words[] =
    "kintai hojo hojokin jushin koutsu ihan panel "
    "mailgate report reports kyufu kyufukin fukugyo fapiao tongzhi talent hire storage "
    "web mail email webmail mailbox inbox app apps cloud online net my jp japan the info portal "
    "notice notices notify notification notifications alert alerts warning secure security "
    "safety login signin logon auth mfa sso verify verification verified account accounts "
    "support service services help helpdesk desk center centre team teams admin it itsm hr "
    "payroll benefit benefits enroll enrollment billing bill bills invoice invoices pay payment "
    "payments refund refunds rebate tax taxes renew renewal renewals domain domains server "
    "servers hosting mainte maintenance update updates upgrade fax efax scan scanner mfp print "
    "printer doc docs document documents file files share shared sharing sign esign signature "
    "delivery deliveries redelivery parcel parcels package packages shipment shipments tracking "
    "customs order orders wallet claim claims copyright legal page pages review appeal appeals "
    "business staff employee employees member members survey enquete office remote job jobs "
    "career careers recruit recruiting license quota storage message messages msg voice "
    "voicemail vm pbx cloudpbx call meeting meet calendar cal booking bookings guest guests "
    "extranet customer customers client clients user users id recovery recover compliance audit "
    "policy protect protection defender emergency exec executive private personal statement "
    "statements salary bonus point points reward rewards gift prize campaign confirm "
    "confirmation validate validation access permission session expire password passwords reset "
    "unlock release quarantine gateway digital agency government gov card cards bank banking "
    "trade trading finance insurance credit care hub gate link box zone kanri kaiin renraku "
    "tsuchi oshirase hosho hoshou kyusai higai shoken ginko nencho nenmatsu kenpo saiyo jinji "
    "soumu keiri ninsho koshin haisou haitatsu takuhai zei zeimu kokuzei seikyu seikyuu shiharai "
    "tetsuzuki kakunin anzen keiyaku denshi sodan uketsuke madoguchi kokyaku okyaku jimukyoku "
    "kenko hoken nenkin suido denki keisatsu keishicho kyuyo meisai shukko e m ";

/* The length of the word at p, which a blank ends. */
static gsize word_at(const char *p) {
  return strcspn(p, " ");
}

gboolean mb_name_is_bare_role(const char *name) {
  gsize len = strlen(name);
  gboolean reached[MB_ROLE_NAME_MAX + 1] = {TRUE};
  if (len < 2 || len > MB_ROLE_NAME_MAX)
    return FALSE;
  for (gsize at = 0; at < len; at++) {
    if (!reached[at])
      continue;
    for (const char *word = roles; *word; word += word_at(word) + 1)
      if (strncmp(name + at, word, word_at(word)) == 0)
        reached[at + word_at(word)] = TRUE;
  }
  return reached[len];
}

/* words[i]: how few words reach place i, and one more; 0 = none do. */
static void reach(guint8 *words, gsize to, guint n) {
  if (!words[to] || words[to] > n)
    words[to] = (guint8)n;
}

gboolean mb_label_is_job_words(const char *label) {
  gsize len = strlen(label);
  guint8 words[64] = {1};
  if (len < 6 || len > 63)
    return FALSE;
  for (gsize at = 0; at < len; at++) {
    if (!words[at])
      continue;
    if (label[at] == '-' || g_ascii_isdigit(label[at]))
      reach(words, at + 1, words[at]);
    for (const char *word = domain_words; *word; word += word_at(word) + 1)
      if (strncmp(label + at, word, word_at(word)) == 0)
        reach(words, at + word_at(word), words[at] + 1u);
  }
  return words[len] >= 3;
}

gboolean mb_names_association(MbSlice name) {
  static const char *const words[] = {"自治会",     "町内会",   "町会",   "PTA",      "保護者会",
                                      "父母会",     "子ども会", "子供会", "老人会",   "後援会",
                                      "同窓会",     "同好会",   "愛好会", "サークル", "管理組合",
                                      "実行委員会", "少年団",   "合唱団"};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    if (name.len && g_strstr_len(name.data, name.len, words[i]))
      return TRUE;
  return FALSE;
}
