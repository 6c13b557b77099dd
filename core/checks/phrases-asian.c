/* Demands for credentials and money in Chinese (both scripts), Korean and Russian.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "phrase-scan.h"

#define ONE(group, text)                                                                           \
  { MB_PHRASE_##group, text, NULL, 0 }
#define TWO(group, first, gap, then)                                                               \
  { MB_PHRASE_##group, first, then, gap }

static const MbPhrase phrases[] = {
    /* Chinese */
    TWO(VERIFY, "验证", 4, "账号"),
    TWO(VERIFY, "验证", 4, "账户"),
    TWO(VERIFY, "验证", 4, "身份"),
    TWO(VERIFY, "账户", 6, "验证"),
    TWO(VERIFY, "账号", 6, "验证"),
    TWO(VERIFY, "驗證", 4, "帳號"),
    TWO(VERIFY, "驗證", 4, "帳戶"),
    TWO(VERIFY, "驗證", 4, "身分"),
    TWO(VERIFY, "更新", 6, "付款信息"),
    ONE(VERIFY, "立即验证"),
    ONE(VERIFY, "立即驗證"),
    TWO(VERIFY, "重新", 4, "登录"),
    TWO(THREAT, "账号", 14, "停用"),
    TWO(THREAT, "账号", 14, "冻结"),
    TWO(THREAT, "账户", 14, "冻结"),
    TWO(THREAT, "账户", 14, "停用"),
    TWO(THREAT, "帳號", 14, "停用"),
    TWO(THREAT, "帳戶", 14, "凍結"),
    ONE(THREAT, "异常登录"),
    ONE(THREAT, "異常登入"),
    TWO(MAILBOX, "邮箱", 10, "已满"),
    TWO(MAILBOX, "邮箱", 10, "容量"),
    TWO(MAILBOX, "邮箱", 14, "停用"),
    TWO(MAILBOX, "信箱", 10, "已滿"),
    TWO(MAILBOX, "密码", 6, "过期"),
    TWO(MAILBOX, "密碼", 6, "過期"),
    TWO(PARCEL, "包裹", 14, "无法派送"),
    TWO(PARCEL, "包裹", 14, "无法投递"),
    TWO(PARCEL, "包裹", 14, "無法"),
    TWO(PRIZE, "补贴", 10, "领取"),
    TWO(PRIZE, "退税", 10, "领取"),
    TWO(DEADLINE, "24小时", 2, "内"),
    TWO(DEADLINE, "24小時", 2, "內"),
    TWO(LOSS, "否则", 14, "停用"),
    TWO(LOSS, "否则", 14, "冻结"),
    TWO(LOSS, "否則", 14, "停用"),
    /* Korean; blanks between wide letters are gone in comparison form */
    TWO(VERIFY, "본인확인", 6, "완료"),
    TWO(VERIFY, "계정", 6, "확인해"),
    TWO(VERIFY, "계정", 6, "인증"),
    TWO(VERIFY, "비밀번호", 6, "입력"),
    TWO(VERIFY, "결제정보", 4, "업데이트"),
    TWO(THREAT, "계정", 8, "정지"),
    TWO(THREAT, "계정", 8, "차단"),
    TWO(THREAT, "계정", 8, "제한"),
    ONE(THREAT, "비정상적인로그인"),
    TWO(MAILBOX, "메일함", 10, "가득"),
    TWO(MAILBOX, "메일", 10, "용량"),
    TWO(MAILBOX, "비밀번호", 6, "만료"),
    TWO(PARCEL, "택배", 14, "주소"),
    TWO(PARCEL, "배송", 10, "실패"),
    TWO(PRIZE, "환급금", 10, "신청"),
    TWO(DEADLINE, "24시간", 2, "이내"),
    /* Russian */
    TWO(VERIFY, "подтвердите", 30, "учетную запись"),
    TWO(VERIFY, "подтвердите", 30, "учётную запись"),
    TWO(VERIFY, "подтвердите", 30, "аккаунт"),
    TWO(VERIFY, "подтвердите", 30, "данные"),
    TWO(VERIFY, "введите", 20, "пароль"),
    TWO(VERIFY, "обновите", 30, "данные"),
    TWO(THREAT, "учетная запись", 40, "заблокирован"),
    TWO(THREAT, "аккаунт", 40, "заблокирован"),
    TWO(THREAT, "ящик", 40, "заблокирован"),
    TWO(THREAT, "ваша карта", 40, "заблокирован"),
    TWO(MAILBOX, "ящик", 20, "переполнен"),
    TWO(MAILBOX, "срок действия", 20, "пароля"),
    TWO(PARCEL, "посылка", 60, "доставк"),
    TWO(PRIZE, "вы выиграли", 40, "приз"),
    TWO(DEADLINE, "в течение 24", 2, "часов"),
};

const MbPhraseTable mb_phrases_asian = {phrases, G_N_ELEMENTS(phrases)};
