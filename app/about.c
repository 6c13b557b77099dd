/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "about.h"

#include "accessible.h"
#include "language.h"

void mb_about_show(GtkWindow *parent) {
  g_autofree char *data = g_strdup_printf(_("Brand table of %s. Countries and networks of %s. "
                                            "Everything is looked up on this computer."),
                                          BRANDS_DATE, GEO_DATE);
  GtkWidget *window = g_object_new(
      ADW_TYPE_ABOUT_WINDOW, "transient-for", parent, "modal", TRUE, "application-name",
      _("Miyaburi"), "application-icon", APP_ID, "version", mb_version(), "developer-name",
      _("The Miyaburi developers"), "license-type", GTK_LICENSE_GPL_3_0, "comments", data,
      "translator-credits", _("The Miyaburi developers"), NULL);
  AdwAboutWindow *about = ADW_ABOUT_WINDOW(window);
  adw_about_window_add_legal_section(
      about, _("Countries and networks"), "© NRO, RouteViews, DB-IP", GTK_LICENSE_CUSTOM,
      "IP data: NRO (nro.net), RouteViews (routeviews.org), IP Geolocation by DB-IP "
      "(https://db-ip.com), via ip-location-db; modified. CC BY 4.0");
  adw_about_window_add_legal_section(about, _("Look-alike characters"), "© Unicode, Inc.",
                                     GTK_LICENSE_CUSTOM, "Unicode License v3 (UTS #39, Unihan)");
  adw_about_window_add_legal_section(about, _("Link shorteners"),
                                     "© The Apache Software Foundation", GTK_LICENSE_APACHE_2_0,
                                     NULL);
  adw_about_window_add_legal_section(about, _("World map"), "Natural Earth", GTK_LICENSE_CUSTOM,
                                     "naturalearthdata.com, public domain");
  mb_accessible_tidy(window);
  gtk_window_present(GTK_WINDOW(window));
}
