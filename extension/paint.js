// Puts a state on the button of one message tab. Label, badge, icon and popup are outside the mail's reach.
// SPDX-License-Identifier: GPL-3.0-or-later
import { labelOf, lookOf, t, tooltipOf } from "./looks.js";

const action = messenger.messageDisplayAction;

export async function paint(tabId, state) {
  const look = lookOf(state);
  await Promise.all([
    action.setLabel({ tabId, label: labelOf(state) }),
    action.setTitle({ tabId, title: tooltipOf(state) }),
    action.setIcon({ tabId, path: `icons/${look.icon}.svg` }),
    // With a popup set a click opens it; without one a click starts the check.
    action.setPopup({ tabId, popup: state ? `popup.html?tab=${tabId}` : "" }),
    action.setBadgeBackgroundColor({ tabId, color: look.color ?? "#5e5c64" }),
    action.setBadgeTextColor({ tabId, color: look.text ?? "#ffffff" }),
  ]);
  await action.setBadgeText({ tabId, text: look.badge ? t(look.badge) : null }); // last: where it stands, all else is true
}
