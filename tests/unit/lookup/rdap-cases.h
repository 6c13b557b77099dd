/* What each RDAP answer of tests/registry holds, read from it by eye.
 * SPDX-License-Identifier: GPL-3.0-or-later */
{"rdap/domain_sugargliderz.com.registry.json", "sugargliderz.com",
 "found registrar=Netowl, Inc.; registrar-abuse=abuse@registrar.example; created=2008-04-02T05:06; "
 "expires=2022-04-02T05:06; status=active; ns=ns1.star-domain.jp; ns=ns2.star-domain.jp;",
 "https://rdap.registrar.example/rdap/domain/SUGARGLIDERZ.COM"},
    {"rdap/domain_sugargliderz.com.registrar.json", "sugargliderz.com",
     "found holder=Gosei Mihon; registrar=Netowl, Inc.; country=JP; address=0-0-0 Mihon-cho, "
     "Matsudo-shi, Chiba, 000-0000; registrar-abuse=abuse@registrar.example; "
     "created=2008-04-02T05:06; expires=2022-04-02T05:06; status=active; ns=ns1.star-domain.jp; "
     "ns=ns2.star-domain.jp;",
     NULL},
    {"rdap/domain_comeget.net.registrar.json", "comeget.net",
     "found holder=Domains By Proxy, LLC; registrar=GoDaddy.com, LLC; country=US; "
     "address=DomainsByProxy.com, 0 Sample Road, Tempe, Arizona, 00000, US; "
     "registrar-abuse=abuse@registrar.example; created=2013-09-01T10:00; expires=2022-09-01T10:00; "
     "status=client delete prohibited; status=client renew prohibited; status=client transfer "
     "prohibited; status=client update prohibited; ns=ns1.hosting.example; ns=ns2.hosting.example; "
     "proxy;",
     NULL},
    {"rdap/domain_comeget.net.registry.json", "comeget.net",
     "found registrar=GoDaddy.com, LLC; registrar-abuse=abuse@registrar.example; "
     "created=2013-09-01T10:00; expires=2022-09-01T10:00; status=client delete prohibited; "
     "status=client renew prohibited; status=client transfer prohibited; status=client update "
     "prohibited; ns=ns1.hosting.example; ns=ns2.hosting.example;",
     "https://rdap.proxy-registrar.example/v1/domain/COMEGET.NET"},
    {"rdap/domain_idn.json", "xn--wgv71a119e.example",
     "found registrar=Synthetic Registrar K.K.; created=2025-09-28T00:00; status=active;", NULL},
    {"rdap/ip_39.33.27.49.json", "39.33.27.49",
     "found holder=Pakistan Telecommunication Company Limited; country=PK; "
     "abuse=abuse.irt@ptcl.example; network=PTCLBB-PK; range=39.32.0.0/11; "
     "created=2011-02-08T03:20; status=active;",
     NULL},
    {"rdap/ip_133.242.53.24.json", "133.242.53.24",
     "found holder=SAKURA Internet Inc.; country=JP; abuse=abuse@sakura.example; "
     "network=SAKURA-NET; range=133.242.48.0/20; created=2012-03-01T00:00; status=active;",
     NULL},
    {"rdap/ip_210.188.201.0.json", "210.188.201.17",
     "found holder=SAKURA Internet Inc.; country=JP; network=SAKURA-NET; range=210.188.201.0/24; "
     "created=2003-09-29T00:00; status=active;",
     NULL},
    {"rdap/ip_20.188.24.132.json", "20.188.24.132",
     "found holder=Microsoft Corporation; address=0 Sample Way Redmond WA 00000 United States; "
     "abuse=abuse@microsoft.example; network=MSFT; range=20.184.0.0/13; created=2017-10-18T04:00; "
     "status=active;",
     NULL},
    {"rdap/ip_115.144.69.72.json", "115.144.69.72",
     "found holder=Synthetic Sample Telecom; country=KR; abuse=irt@nir.example; "
     "network=SAMPLENET-KR; range=115.144.0.0/14; created=2008-07-11T00:00; status=active;",
     NULL},
    {"rdap/ip_177.43.56.10.json", "177.43.56.10",
     "found holder=Telecom Mihon Brasil S.A.; country=BR; abuse=abuse@telecom-br.example; "
     "range=177.43.0.0/16; created=2011-02-18T00:00; status=active;",
     NULL},
    {"rdap/ip_90.156.201.27.json", "90.156.201.27",
     "found holder=Synthetic Hosting RU; country=RU; address=Moscow, Russia; "
     "abuse=abuse@hosting-ru.example; network=SYNTHETIC-HOSTING-RU; range=90.156.200.0/22; "
     "created=2008-03-03T08:13; status=active;",
     NULL},
    {"rdap/autnum_7684.json", "AS7684",
     "found holder=SAKURA Internet Inc.; country=JP; abuse=abuse@sakura.example; network=SAKURA-A; "
     "status=active;",
     NULL},
    {"rdap/error_404.json", "a.example", "not-found", NULL},
    {"rdap/error_429.json", "a.example", "refused", NULL},
    {"rdap/truncated.json", "truncated.example", "failed", NULL},
    {"rdap/ip_133.242.53.24.redirect.json", "133.242.53.24", "failed", NULL},
    {"rdap/hostile.json", "hostile.example", "found holder=<b>Amazon</b> Co.;",
     "https://rdap.hostile.example/domain/HOSTILE.EXAMPLE"},
