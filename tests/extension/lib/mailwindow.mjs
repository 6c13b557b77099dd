// What a user does in Thunderbird's mail window: open a folder, select a mail, press the button, read what it shows.
// SPDX-License-Identifier: GPL-3.0-or-later
import { sleep } from "./thunderbird.mjs";

export const ADDON_ID = "addon@miyaburi.github.io";
const BUTTON = `${ADDON_ID.replace(/[@.]/g, "_")}-messageDisplayAction-toolbarbutton`;

const HELPERS = `
  const w = Services.wm.getMostRecentWindow("mail:3pane");
  const pause = ms => new Promise(r => w.setTimeout(r, ms));
  const until = async (f, ms = 15000) => { const end = Date.now() + ms; for (;;) { const v = await f(); if (v) return v; if (Date.now() > end) throw new Error("timeout: " + f); await pause(20); } };
  const pane3 = () => w.document.getElementById("tabmail").currentAbout3Pane;
  const other = () => Services.wm.getMostRecentWindow("mail:messageWindow");
  const pane = () => other()?.messageBrowser?.contentWindow ?? w.document.getElementById("tabmail").currentAboutMessage ?? pane3().messageBrowser.contentWindow;
  const button = () => pane().document.getElementById("${BUTTON}");
  const body = () => pane().getMessagePaneBrowser().contentDocument;
`;
export const run = (tb, body, ...args) => tb.run(HELPERS + body, ...args);

export const openInbox = (tb, count) => run(tb, `
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  await until(() => pane3()?.displayFolder && pane3().document.readyState == "complete");
  pane3().displayFolder(MailServices.accounts.localFoldersServer.rootFolder.getChildNamed("Inbox").URI);
  await until(() => pane3().gDBView?.rowCount >= args[0]);`, count);

export const select = (tb, messageId) => run(tb, `
  const view = pane3().gDBView;
  let row = 0;
  while (view.getMsgHdrAt(row).messageId != args[0]) row++;
  pane3().threadTree.selectedIndex = row;
  await until(() => !pane3().messageBrowser.hidden && pane().gMessage?.messageId == args[0] && body()?.readyState == "complete" && button());
  await pause(150);`, messageId);

const LOOK = `({ badge: button().getAttribute("badge") ?? "", style: button().getAttribute("badgeStyle") ?? "", label: button().label, tooltip: button().getAttribute("tooltiptext") ?? "" })`;
export const look = tb => run(tb, `return ${LOOK};`);

export async function lookWhen(tb, test, ms = 15000) {
  for (const end = Date.now() + ms; ;) {
    const seen = await look(tb);
    if (test(seen)) return seen;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(seen)}`);
    await sleep(30);
  }
}

// Presses the button the way the interface does; ms until the badge is no longer the busy one.
export const press = (tb, busy = "…") => run(tb, `
  const b = button(), before = pane().performance.now();
  const settled = new Promise((resolve, reject) => {
    const watch = new w.MutationObserver(() => {
      const badge = b.getAttribute("badge");
      if (badge && badge != args[0]) { watch.disconnect(); resolve(pane().performance.now() - before); }
    });
    watch.observe(b, { attributes: true });
    w.setTimeout(() => { watch.disconnect(); reject(new Error("no badge in 25 s")); }, 25000);
  });
  b.click();
  const ms = await settled;
  return { ms, ...${LOOK} };`, busy);

export const clickOnly = tb => run(tb, "button().click();");

// The banner above the body: its text, whether it is really on top and how high; null when there is none.
export const banner = (tb, ms = 4000) => run(tb, `
  const root = await until(() => [...body().querySelectorAll("[popover]")].map(n => n.openOrClosedShadowRoot).find(Boolean), args[0]).catch(() => null);
  if (!root) return null;
  const box = root.firstElementChild, rect = box.getBoundingClientRect();
  const style = pane().getComputedStyle(box), page = [body().documentElement, body().body].map(n => pane().getComputedStyle(n));
  const top = body().elementFromPoint(rect.left + rect.width / 2, rect.top + rect.height / 2);
  return { text: root.textContent, open: root.host.matches(":popover-open"), height: rect.height, width: rect.width, top: rect.top, color: style.backgroundColor,
    opacity: page.map(s => s.opacity + s.filter + s.transform).join(" "), onTop: top === root.host };`, ms);

export const popup = tb => run(tb, `
  button().click();
  const browser = await until(() => { const b = w.document.querySelector("browser.webextension-popup-browser"); return b?.messageManager && b.currentURI?.spec.includes("popup.html") && b.getBoundingClientRect().height > 20 && b; });
  const read = () => new Promise(resolve => {
    const key = "popup" + Math.random();
    browser.messageManager.addMessageListener(key, m => resolve(m.data));
    browser.messageManager.loadFrameScript("data:,sendAsyncMessage(" + encodeURIComponent(JSON.stringify(key)) + ",content.document.body.innerText)", false);
  });
  return await until(async () => { const text = await read(); return text.trim().length > 5 && text; });`);

// Also one that is still on its way to be open.
export const closePopup = tb => run(tb, `
  await until(() => { for (const p of w.document.querySelectorAll("panel")) if (p.state == "open") p.hidePopup(); return !w.document.querySelector("browser.webextension-popup-browser"); }, 5000);
  await pause(200);`);

// Evaluates the body of an async function inside the add-on's background page.
export const background = (tb, body, ...args) => run(tb, `
  const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
  const extension = ExtensionParent.GlobalManager.getExtension("${ADDON_ID}");
  if (!extension.backgroundContext) await extension.wakeupBackground();
  const browser = extension.backgroundContext.xulBrowser;
  const key = "bg" + Math.random();
  const inner = "(async (...args) => JSON.stringify(await (async () => {" + args[0] + "})() ?? null))(..." + JSON.stringify(args.slice(1)) + ")";
  const code = "(async () => { try { const box = new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false });"
    + "sendAsyncMessage(" + JSON.stringify(key) + ", { value: await Cu.evalInSandbox(" + JSON.stringify(inner) + ", box) }); }"
    + "catch (e) { sendAsyncMessage(" + JSON.stringify(key) + ", { error: String(e && e.message || e) }); } })()";
  const answer = await new Promise(resolve => {
    browser.messageManager.addMessageListener(key, m => resolve(m.data));
    browser.messageManager.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent(code), false);
  });
  if (answer.error) throw new Error(answer.error);
  return JSON.parse(answer.value);`, body, ...args);

export const addonState = tb => run(tb, `
  const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
  const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
  const addon = await AddonManager.getAddonByID("${ADDON_ID}");
  const extension = ExtensionParent.GlobalManager.getExtension("${ADDON_ID}");
  return addon && { active: addon.isActive, version: addon.version, name: addon.name, warnings: extension?.warnings ?? null };`);

// The text of one of our pages in a tab or the popup: inside its own process.
const READ = `
  const read = browser => new Promise(resolve => {
    const key = "page" + Math.random();
    browser.messageManager.addMessageListener(key, m => resolve(m.data));
    browser.messageManager.loadFrameScript("data:,sendAsyncMessage(" + encodeURIComponent(JSON.stringify(key)) + ",content.document.body.innerText)", false);
    w.setTimeout(() => resolve(""), 3000); // a page that is going away answers nothing
  });
  const inside = document => [...document.querySelectorAll("browser")].flatMap(b => [b, ...(b.currentURI?.spec.startsWith("about:addons") ? inside(b.contentDocument) : [])]);
  const ours = name => inside(w.document).find(b => b.currentURI?.spec.startsWith("moz-extension:") && b.currentURI.spec.includes(name));
`;

// Waits for a page of ours whose text has the pattern; returns the text.
export const page = (tb, name, pattern, ms = 10000) => run(tb, READ + `
  let text = "";
  await until(async () => { const b = ours(args[0]); text = b?.messageManager ? await read(b) : ""; return new RegExp(args[1]).test(text); }, args[2])
    .catch(() => { throw new Error("no such text in " + args[0] + ": " + text); });
  return text;`, name, pattern, ms);

// Presses the button with this text in one of our pages.
export const pressIn = (tb, name, text) => run(tb, READ + `
  const browser = await until(() => ours(args[0]));
  const code = "const b = [...content.document.querySelectorAll('button')].find(b => b.textContent === " + JSON.stringify(args[1]) + "); sendAsyncMessage('pressed', !!b); b?.click();";
  const pressed = await new Promise(resolve => {
    const heard = m => { browser.messageManager.removeMessageListener("pressed", heard); resolve(m.data); };
    browser.messageManager.addMessageListener("pressed", heard);
    browser.messageManager.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent(code), false);
  });
  if (!pressed) throw new Error("no button " + args[1] + " in " + await read(browser));`, name, text);

// Opens the popup without reading it.
export const openPopup = tb => run(tb, `button().click(); await pause(300);`);

export const closeTabs = tb => run(tb, `const t = w.document.getElementById("tabmail"); while (t.tabInfo.length > 1) t.closeTab(t.tabInfo[t.tabInfo.length - 1]); await pause(200);`);

// A mail of a folder in a tab of its own.
export const openInTab = (tb, type, name, messageId) => run(tb, `
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const folder = MailServices.accounts.accounts.map(a => a.incomingServer).find(s => s.type == args[0]).rootFolder.getChildNamed(args[1]);
  const header = [...folder.messages].find(m => m.messageId == args[2]);
  w.document.getElementById("tabmail").openTab("mailMessageTab", { messageURI: folder.getUriForMsg(header) });
  await until(() => w.document.getElementById("tabmail").currentAboutMessage?.gMessage?.messageId == args[2] && body()?.readyState == "complete" && button());
  await pause(300);`, type, name, messageId);

export const waitForWindow = (tb, messageId) => run(tb, `
  await until(() => other()?.messageBrowser?.contentWindow?.gMessage && body()?.readyState == "complete" && button(), 20000);
  await pause(300);`, messageId);

export const openFolder = (tb, type, name, count) => run(tb, `
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  await until(() => pane3()?.displayFolder && pane3().document.readyState == "complete");
  const server = MailServices.accounts.accounts.map(a => a.incomingServer).find(s => s.type == args[0]);
  if (args[0] == "pop3") await new Promise((resolve, reject) => MailServices.pop3.GetNewMail(null, { OnStartRunningUrl() {}, OnStopRunningUrl(u, status) { status ? reject(new Error("pop3 " + status)) : resolve(); } }, server.rootFolder.getChildNamed("Inbox"), server));
  const folder = await until(() => server.rootFolder.containsChildNamed(args[1]) && server.rootFolder.getChildNamed(args[1]));
  pane3().displayFolder(folder.URI);
  await until(() => folder.getTotalMessages(false) >= args[2] && pane3().gDBView?.rowCount >= args[2], 15000);
  await pause(1000);`, type, name, count);

export const focusList = tb => run(tb, `w.focus(); pane3().threadTree.focus(); await pause(200);`);

export const password = (tb, origin, user, secret) => run(tb, `
  const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
  login.init(args[0], null, args[0], args[1], args[2], "", "");
  await Services.logins.addLoginAsync(login);`, origin, user, secret);

// Copies a folder to this machine, as "Download now" does.
export const download = (tb, type, name) => run(tb, `
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const folder = MailServices.accounts.accounts.map(a => a.incomingServer).find(s => s.type == args[0]).rootFolder.getChildNamed(args[1]);
  await new Promise((resolve, reject) => folder.downloadAllForOffline({ OnStartRunningUrl() {}, OnStopRunningUrl(u, status) { status ? reject(new Error("download " + status)) : resolve(); } }, w.msgWindow));
  await until(() => [...folder.messages].every(m => m.flags & Ci.nsMsgMessageFlags.Offline));`, type, name);

// Runs statements inside one of our pages.
export const inPage = (tb, name, code) => run(tb, READ + `
  const browser = await until(() => ours(args[0]));
  browser.messageManager.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent("{ const document = content.document; " + args[1] + " }"), false);
  await pause(200);`, name, code);

// What an expression over "content" is worth inside one of our pages.
export const value = (tb, name, expression) => run(tb, READ + `
  const browser = await until(() => ours(args[0]));
  return await new Promise(resolve => {
    const key = "value" + Math.random();
    browser.messageManager.addMessageListener(key, m => resolve(m.data));
    browser.messageManager.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent("sendAsyncMessage(" + JSON.stringify(key) + ", " + args[1] + ")"), false);
  });`, name, expression);

// A contact in the personal address book.
export const addContact = (tb, name, address) => run(tb, `
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const card = Cc["@mozilla.org/addressbook/cardproperty;1"].createInstance(Ci.nsIAbCard);
  card.displayName = args[0];
  card.primaryEmail = args[1];
  MailServices.ab.getDirectory("jsaddrbook://abook.sqlite").addCard(card);`, name, address);

export const keywords = tb => run(tb, `return pane().gMessage.getStringProperty("keywords");`);

// Selects mails by their Message-IDs.
export const selectMany = (tb, ids) => run(tb, `
  const view = pane3().gDBView, rows = [];
  for (let row = 0; row < view.rowCount; row++) if (args[0].includes(view.getMsgHdrAt(row).messageId)) rows.push(row);
  if (rows.length != args[0].length) throw new Error("found only " + rows.length);
  pane3().threadTree.selectedIndices = rows;
  await pause(200);`, ids);

// Opens the context menu of the selected mails ("list") or of the shown folder ("folder"), and takes the entry.
export const chooseMenu = (tb, where, label) => run(tb, `
  const p = pane3(), list = args[0] == "list", tree = list ? p.threadTree : p.folderTree;
  const row = tree.getRowAtIndex(list ? tree.selectedIndices[0] : tree.selectedIndex), menu = p.document.getElementById(list ? "mailContext" : "folderPaneContext");
  const at = row.getBoundingClientRect();
  const shown = new Promise(resolve => menu.addEventListener("popupshown", resolve, { once: true }));
  row.dispatchEvent(new p.MouseEvent("contextmenu", { bubbles: true, cancelable: true, view: p, button: 2, clientX: at.left + 20, clientY: at.top + 5 }));
  await Promise.race([shown, pause(5000)]);
  const item = [...menu.querySelectorAll("menuitem")].find(i => i.label == args[1]);
  if (!item) throw new Error("no such entry among " + [...menu.querySelectorAll("menuitem")].filter(i => !i.hidden).map(i => i.label).join(", "));
  menu.activateItem(item);`, where, label);

// Presses a button or a switch, named by how its text begins, as a hand does: only then may a page ask for permissions.
export const clickIn = (tb, name, text) => run(tb, READ + `
  const browser = await until(() => ours(args[0]));
  const code = "{ const b = [...content.document.querySelectorAll('button, label')].find(b => b.textContent.startsWith(" + JSON.stringify(args[1]) + "));"
    + "b?.scrollIntoView({ block: 'center' }); const r = b?.getBoundingClientRect(); sendAsyncMessage('found', r && { x: r.left + r.width / 2, y: r.top + r.height / 2 });"
    + "if (r) for (const type of ['mousedown', 'mouseup']) content.synthesizeMouseEvent(type, r.left + r.width / 2, r.top + r.height / 2, { button: 0, clickCount: 1, inputSource: 1 }, { isDOMEventSynthesized: false, isAsyncEnabled: false }); }";
  const found = await new Promise(resolve => {
    const heard = m => { browser.messageManager.removeMessageListener("found", heard); resolve(m.data); };
    browser.messageManager.addMessageListener("found", heard);
    browser.messageManager.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent(code), false);
  });
  if (!found) throw new Error("no button " + args[1] + " in " + await read(browser));`, name, text);

// Thunderbird's own question whether the add-on may have a permission; its text.
export const allow = tb => run(tb, `
  const box = await until(() => [...w.document.querySelectorAll("popupnotification")].find(n => n.id.startsWith("addon-webext-permissions") && n.isConnected && n.getBoundingClientRect().height), 10000);
  const text = w.document.getElementById("addon-webext-perm-list")?.textContent + w.document.getElementById("addon-webext-perm-single-entry")?.textContent;
  await pause(700); // it takes no answer at once
  box.button.click();
  await pause(300);
  return text;`);

// The Message-IDs in a local folder; the folder is made when there is none. junk: mails are moved to it as junk.
export const folder = (tb, name, { junk = false } = {}) => run(tb, `
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  const root = MailServices.accounts.localFoldersServer.rootFolder;
  if (!root.containsChildNamed(args[0])) root.createSubfolder(args[0], null);
  const folder = await until(() => root.containsChildNamed(args[0]) && root.getChildNamed(args[0]));
  if (args[1]) folder.setFlag(Ci.nsMsgFolderFlags.Junk);
  return [...folder.messages].map(m => m.messageId);`, name, junk);

// The tags of a mail of a local folder.
export const tagsOf = (tb, name, messageId) => run(tb, `
  const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
  return [...MailServices.accounts.localFoldersServer.rootFolder.getChildNamed(args[0]).messages].find(m => m.messageId == args[1]).getStringProperty("keywords");`, name, messageId);

// The window of a new mail: what stands in it; then it is closed without being kept.
export const composed = tb => run(tb, `
  const c = await until(() => { const c = Services.wm.getMostRecentWindow("msgcompose"); return c?.gMsgCompose && c.document.getElementById("messageEditor")?.contentDocument?.body?.textContent && c; });
  await pause(500);
  const seen = { to: [...c.document.querySelectorAll("#toAddrContainer mail-address-pill")].map(p => p.fullAddress), subject: c.document.getElementById("msgSubject").value,
    body: c.document.getElementById("messageEditor").contentDocument.body.innerText, html: c.gMsgCompose.composeHTML,
    attached: [...c.document.querySelectorAll("#attachmentBucket richlistitem")].map(i => i.attachment.name) };
  c.gMsgCompose.bodyModified = false;
  c.gContentChanged = false;
  c.close();
  await pause(300);
  return seen;`);

export const clipboard = tb => run(tb, `
  const data = Cc["@mozilla.org/widget/transferable;1"].createInstance(Ci.nsITransferable), text = {};
  data.init(null);
  data.addDataFlavor("text/plain");
  Services.clipboard.getData(data, Services.clipboard.kGlobalClipboard);
  data.getTransferData("text/plain", text);
  return text.value.QueryInterface(Ci.nsISupportsString).data;`);
