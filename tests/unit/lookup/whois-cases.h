/* What each WHOIS answer of tests/registry holds, read from it by eye.
 * SPDX-License-Identifier: GPL-3.0-or-later */
{"whois/jprs_kscompany.jp.ja.txt", "kscompany.jp",
 "found holder=有限会社ケイエス合成見本; en=KS Synthetic Sample Ltd.; "
 "address=大阪府大阪市(合成データ), 見本町0-0-0; abuse=whois@registrar.example; "
 "created=2014-05-11T15:00; expires=2022-05-30T15:00; status=Active; ns=ns1.xserver.jp; "
 "ns=ns2.xserver.jp; ns=ns3.xserver.jp;",
 NULL},
    {"whois/jprs_kscompany.jp.ja.iso2022jp.txt", "kscompany.jp",
     "found holder=有限会社ケイエス合成見本; en=KS Synthetic Sample Ltd.; "
     "address=大阪府大阪市(合成データ), 見本町0-0-0; abuse=whois@registrar.example; "
     "created=2014-05-11T15:00; expires=2022-05-30T15:00; status=Active; ns=ns1.xserver.jp; "
     "ns=ns2.xserver.jp; ns=ns3.xserver.jp;",
     NULL},
    {"whois/jprs_kscompany.jp.en.txt", "kscompany.jp",
     "found holder=KS Synthetic Sample Ltd.; address=0-0-0 Mihon-cho, Osaka; "
     "abuse=whois@registrar.example; created=2014-05-11T15:00; expires=2022-05-30T15:00; "
     "status=Active; ns=ns1.xserver.jp; ns=ns2.xserver.jp; ns=ns3.xserver.jp;",
     NULL},
    {"whois/jprs_kiriiku.jp.ja.txt", "kiriiku.jp",
     "found holder=Whois情報公開代行サービス by エックスサーバー; en=Whois Privacy Protection "
     "Service by Xserver; address=大阪府大阪市(合成データ); abuse=whois@registrar.example; "
     "created=2022-09-29T15:00; expires=2023-09-29T15:00; status=Active; "
     "status=DomainTransferLocked; status=AgentChangeLocked; ns=ns1.xserver.jp; ns=ns2.xserver.jp; "
     "ns=ns3.xserver.jp; ns=ns4.xserver.jp; ns=ns5.xserver.jp; proxy;",
     NULL},
    {"whois/jprs_digital-dive.co.jp.ja.txt", "digital-dive.co.jp",
     "found holder=株式会社デジタルダイブ; en=Digital Dive Inc.; created=2004-03-08T15:00; "
     "expires=2022-03-30T15:00; status=Connected; ns=ns0.kagoya.net; ns=ns1.kagoya.net;",
     NULL},
    {"whois/jprs_digital-dive.co.jp.en.txt", "digital-dive.co.jp",
     "found holder=Digital Dive Inc.; created=2004-03-08T15:00; expires=2022-03-30T15:00; "
     "status=Connected; ns=ns0.kagoya.net; ns=ns1.kagoya.net;",
     NULL},
    {"whois/jprs_suspended.en.txt", "mihon-suspended.jp",
     "found created=2020-07-06T15:00; expires=2022-08-30T15:00; status=Suspended;", NULL},
    {"whois/jprs_nomatch.ja.txt", "mihon-not-registered.jp", "not-found", NULL},
    {"whois/verisign_sugargliderz.com.txt", "sugargliderz.com",
     "found registrar=Netowl, Inc.; registrar-abuse=abuse@registrar.example; "
     "created=2008-04-02T05:06; expires=2022-04-02T05:06; status=ok; ns=ns1.star-domain.jp; "
     "ns=ns2.star-domain.jp;",
     "whois.star-domain.jp"},
    {"whois/registrar_sugargliderz.com.txt", "sugargliderz.com",
     "found holder=Gosei Mihon; registrar=Netowl, Inc.; country=JP; address=0-0-0 Mihon-cho, "
     "Matsudo-shi, Chiba, JP; registrar-abuse=abuse@registrar.example; created=2008-04-02T05:06; "
     "expires=2022-04-02T05:06; status=ok; ns=ns1.star-domain.jp; ns=ns2.star-domain.jp;",
     "whois.star-domain.jp"},
    {"whois/registrar_comeget.net.txt", "comeget.net",
     "found holder=Domains By Proxy, LLC; registrar=GoDaddy.com, LLC; country=US; "
     "address=DomainsByProxy.com, 0 Sample Road, Tempe, Arizona, US; "
     "registrar-abuse=abuse@registrar.example; created=2013-09-01T10:00; expires=2022-09-01T10:00; "
     "status=clientDeleteProhibited; status=clientRenewProhibited; "
     "status=clientTransferProhibited; status=clientUpdateProhibited; ns=ns1.hosting.example; "
     "ns=ns2.hosting.example; proxy;",
     "whois.godaddy.com"},
    {"whois/verisign_nomatch.txt", "mihon-not-registered.com", "not-found", NULL},
    {"whois/tcinet_ferapontoff.ru.txt", "ferapontoff.ru",
     "found registrar=R01-RU; created=2010-02-11T21:00; expires=2017-02-11T21:00; "
     "status=REGISTERED; status=DELEGATED; status=VERIFIED; ns=ns1.hosting.example; "
     "ns=ns2.hosting.example; proxy;",
     NULL},
    {"whois/cnnic_mihon.cn.txt", "miyaburi-mihon.cn",
     "found holder=合成样本; registrar=合成样本注册商有限公司; created=2025-10-01T02:25; "
     "expires=2026-10-01T02:25; status=ok; ns=ns1.hosting.example; ns=ns2.hosting.example;",
     NULL},
    {"whois/cnnic_nomatch.txt", "mihon-not-registered.cn", "not-found", NULL},
    {"whois/jpnic_133.242.53.24.ja.txt", "133.242.53.24",
     "found holder=さくらインターネット株式会社; en=SAKURA Internet Inc.; "
     "abuse=abuse@sakura.example; network=SAKURA-NET; range=133.242.48.0/20; "
     "created=2012-02-29T15:00; ns=ns1.dns.example; ns=ns2.dns.example;",
     NULL},
    {"whois/jpnic_133.242.53.24.en.txt", "133.242.53.24",
     "found holder=SAKURA Internet Inc.; abuse=abuse@sakura.example; network=SAKURA-NET; "
     "range=133.242.48.0/20; created=2012-02-29T15:00; ns=ns1.dns.example; ns=ns2.dns.example;",
     NULL},
    {"whois/jpnic_210.188.201.17.ja.txt", "210.188.201.17",
     "found holder=さくらインターネット株式会社; en=SAKURA Internet Inc.; network=SAKURA-NET; "
     "range=210.188.201.0/24; created=2003-09-28T15:00; ns=ns1.dns.example;",
     NULL},
    {"whois/apnic_39.33.27.49.txt", "39.33.27.49",
     "found holder=Pakistan Telecommunication Company Limited; country=PK; address=General "
     "Manager, Pakistan Telecommunication Company Limited., H-9/1, CDDT Building, Training Block, "
     "Islamabad, Pakistan; abuse=abuse.irt@ptcl.example; network=PTCLBB-PK; range=39.32.0.0 - "
     "39.63.255.255; status=ALLOCATED PORTABLE;",
     NULL},
    {"whois/arin_20.188.24.132.txt", "20.188.24.132",
     "found holder=Microsoft Corporation; country=US; address=0 Sample Way, Redmond, WA; "
     "abuse=abuse@microsoft.example; network=MSFT; range=20.184.0.0 - 20.191.255.255; "
     "created=2017-10-18T00:00;",
     NULL},
    {"whois/arin_162.241.218.10.txt", "162.241.218.10",
     "found holder=Synthetic Hosting US; country=US; address=0 Sample South, Provo, UT; "
     "abuse=abuse@hosting-us.example; network=SYNTHETIC-HOSTING-US; range=162.240.0.0 - "
     "162.241.255.255; created=2013-08-22T00:00;",
     NULL},
    {"whois/ripe_90.156.201.27.txt", "90.156.201.27",
     "found holder=Synthetic Hosting RU; country=RU; address=Moscow, Russia; "
     "abuse=abuse@hosting-ru.example; network=SYNTHETIC-HOSTING-RU; range=90.156.200.0 - "
     "90.156.203.255; created=2008-03-03T08:13; status=ASSIGNED PA;",
     NULL},
    {"whois/lacnic_177.43.56.10.txt", "177.43.56.10",
     "found holder=Telecom Mihon Brasil S.A.; country=BR; abuse=abuse@telecom-br.example; "
     "range=177.43.0.0/16; created=2011-02-18T00:00; ns=ns1.hosting.example; "
     "ns=ns2.hosting.example;",
     NULL},
    {"whois/krnic_115.144.69.72.txt", "115.144.69.72",
     "found holder=합성 견본 통신; en=Synthetic Sample Telecom; address=서울특별시 견본구 견본로 "
     "0; abuse=ip@isp.example; network=SAMPLENET; range=115.144.0.0 - 115.147.255.255 (/14); "
     "created=2008-07-10T15:00;",
     NULL},
    {"whois/ripe_denied.txt", "192.0.2.1", "refused", NULL},
    {"whois/generic_ratelimit.txt", "limit.example", "refused", NULL},
    {"whois/empty.txt", "empty.example", "failed", NULL},
    {"whois/hostile.txt", "hostile.example",
     "found holder=<b>Amazon</b> & Co. &lt;span foreground=\"green\"&gt;LEGITIMATE; registrar=\"; "
     "rm -rf ~ #;",
     "whois.hostile.example"},
    {"whois/iana_jp.txt", "jp", "found created=1986-08-05T00:00; status=ACTIVE;", "whois.jprs.jp"},
