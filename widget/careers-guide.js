/*
 * <careers-guide>: a chat widget for the careers guide, as one standard custom element.
 *
 *   <script src="/widget/careers-guide.js" defer></script>
 *   <careers-guide inline heading="Careers guide" help-url="https://…" help-label="Talk to an adviser"></careers-guide>
 *
 * Attributes: heading, server (another origin), inline (else a floating launcher), help-url, help-label.
 * Methods: ask(text), open(), close(). Colours: the custom properties --guide-… at the top of careers-guide.css, set by the page.
 * It sets no cookies, loads nothing but its stylesheet, and works under a Content-Security-Policy of default-src 'self':
 * every node is built with the DOM (never innerHTML) and the style is a file, which every browser takes under such a policy.
 */
(() => {
'use strict';

const API = '/webhooks/widget';
const STYLE = '/widget/careers-guide.css';
const MAX_LENGTH = 2000;      // the server's limit for one message
const WAIT_MS = 30000;        // after this long without an answer we offer to try again
const SLOW_MS = 2500;         // after this long a screen reader hears that the answer is on its way

const WORDS = {
  heading: 'Careers guide', log: 'Conversation', label: 'Type your question', send: 'Send',
  open: 'Ask the careers guide', close: 'Close', you: 'You: ', guide: 'Guide: ',
  typing: 'The guide is writing an answer', unsent: 'Not sent yet', chosen: ' (your choice)', newTab: ' (opens in a new tab)',
  sources: (count) => `Where this comes from\u00a0(${count})`, choices: 'You can choose: ', help: 'Talk to a person',
  retry: 'Try again', restart: 'Start again', erase: 'Delete this chat', keep: 'Keep this chat', fresh: 'Start a new chat',
  sureRestart: 'Start again? This deletes the chat you see here and begins a new one.', yesRestart: 'Yes, start again',
  sureErase: 'Delete this chat? It will be deleted here and on our server. You cannot get it back.', yesErase: 'Yes, delete it',
  erased: 'This chat has been deleted.',
  expired: 'Your earlier chat had ended, so this is a new one.',
  gone: 'Your earlier chat had been deleted, so this is a new one.',
  offline: 'We could not reach the guide. Check your connection, then try again.',
  down: 'The guide is not working just now.',
  busy: 'The guide is getting a lot of questions.',
  kept: 'Your message is safe here.',
  tooLong: 'That message is too long. Please make it shorter than 2,000 characters, then send it again.',
  unread: 'The guide could not read that message. Please change it, then send it again.',
  closed: 'That choice is not open any more. Please choose from the newest answer, or type your question.',
  left: (count) => `${count} characters left`,
  full: 'You have reached the limit of 2,000 characters. Anything after that was not added.',
  match: (percent) => `${percent}% match`, why: 'Why:', but: 'But: ', wayIn: 'Way in: ', noReason: 'Nothing you said speaks against it.',
};

/* ---- Small helpers ---------------------------------------------------------------------------------------------- */

/** Build an element: h('p', {class: 'x', onclick: f, hidden: true}, 'text', child). Strings become text nodes. */
function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const hidden = (text) => h('span', {class: 'vh'}, text);
const list = (value) => (Array.isArray(value) ? value : []);
const media = (query) => window.matchMedia(query).matches;
const glide = () => (media('(prefers-reduced-motion: reduce)') ? 'auto' : 'smooth');

/** A link, or only its text when the address is not of a kind we trust (so never javascript: or data:). */
function link(label, address, props, base) {
  let url;
  try { url = new URL(address, base); } catch (error) { return h('span', null, label); }
  if (!['http:', 'https:', 'tel:', 'sms:', 'mailto:'].includes(url.protocol)) return h('span', null, label);
  const leaves = url.protocol.startsWith('http') && url.href.split('#')[0] !== location.href.split('#')[0];
  return h('a', {...props, href: url.href, target: leaves && '_blank', rel: leaves && 'noopener'}, label, leaves ? hidden(WORDS.newTab) : null);
}

/** Write one line of Markdown (bold, italic, links, \* escapes) into a node, as nodes. */
function inline(parent, text) {
  const pattern = /\\([\\*_[\]()#-])|\*\*(\S(?:.*?\S)?)\*\*(?!\*)|\*([^\s*](?:[^*]*[^\s*])?)\*|\[([^[\]]+)\]\(([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)/g;
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    parent.append(text.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[1]) parent.append(match[1]);
    else if (match[2]) parent.append(inline(h('strong'), match[2]));
    else if (match[3]) parent.append(inline(h('em'), match[3]));
    else parent.append(link(inline(h('span'), match[4]), match[5]));
  }
  parent.append(text.slice(from));
  return parent;
}

/** The Markdown the guide writes (paragraphs, line breaks, lists and the above) as a <div>. Anything else stays text. */
function markdown(text) {
  const out = h('div', {class: 'text'});
  let block = null;   // the paragraph or list still open
  let gap = false;    // was the line before blank?
  const start = (element) => { block = element; out.append(element); };
  for (const line of String(text || '').split(/\r?\n/)) {
    const item = /^\s*(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/.exec(line);
    const inList = block && block.tagName !== 'P';
    if (!line.trim()) { gap = true; continue; }
    if (item) {
      const tag = item[1] ? 'ol' : 'ul';
      if (!inList || block.tagName.toLowerCase() !== tag) start(h(tag, {start: item[1] && item[1] !== '1' ? item[1] : null}));
      block.append(inline(h('li'), item[2]));
    } else if (inList && /^\s{2,}/.test(line)) {
      block.lastChild.append(h('br'));
      inline(block.lastChild, line.trim());
    } else if (block && !inList && !gap) {
      block.append(h('br'));
      inline(block, line.trim());
    } else {
      start(inline(h('p'), line.trim()));
    }
    gap = false;
  }
  return out;
}

/** The lines a screen reader should hear for a rendered answer: one for each paragraph and list item. */
function spoken(element) {
  return [...element.querySelectorAll('p, li')].map((node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll('.vh').forEach((extra) => extra.remove());
    copy.querySelectorAll('br').forEach((br) => br.replaceWith(' '));
    return copy.textContent;
  });
}

/** '2025-03-04' as '4 March 2025'; anything else as it stands. */
function plainDate(date) {
  if (!/^\d{4}-\d{2}-\d{2}/.test(date)) return String(date);
  const day = new Date(date.slice(0, 10) + 'T00:00:00Z');
  return isNaN(day) ? date : day.toLocaleDateString('en-GB', {day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC'});
}

/** What went wrong in a call: the HTTP status, 0 for no (readable) answer, and how many seconds to wait if we were told. */
class CallError extends Error {
  constructor(status, retryAfter) {
    super(`careers-guide: ${status || 'no answer'}`);
    this.status = status;
    const seconds = Number(retryAfter);
    this.wait = seconds > 0 ? Math.ceil(seconds) : Math.max(0, Math.ceil((Date.parse(retryAfter) - Date.now()) / 1000)) || 0;
  }
}

const hasEnded = (error) => error.status === 401 || error.status === 404;
const countPeople = (messages) => messages.filter((message) => message.from === 'person').length;

/** An error in plain words. */
function explain(error) {
  if (error.status === 413) return WORDS.tooLong;
  if (error.status === 400) return WORDS.unread;
  if (error.status === 422) return WORDS.closed;
  if (!error.status) return WORDS.offline;
  const wait = !error.wait ? 'in a minute' : error.wait < 90 ? `in ${error.wait} second${error.wait === 1 ? '' : 's'}` : `in ${Math.ceil(error.wait / 60)} minutes`;
  return `${error.status === 429 ? WORDS.busy : WORDS.down} Please try again ${wait}.`;
}

/* ---- Drawing the parts of a message ------------------------------------------------------------------------------- */

/* Each gets the card and the message's text as drawn, and adds to it. The text says all there is to say ("Question 2 of 9",
   "92% match"), so a screen reader is spared the bars. Kinds of card this version does not know are left out. */
const CARDS = {quiz_question: drawProgress, matches: drawMatches};

const bar = (value, max, props) => h('progress', {value, max, 'aria-hidden': 'true', ...props});

function drawProgress(card, text) { text.append(bar(card.number, card.of, {part: 'progress'})); }

/** Draw each match in its place in the text's lists, which have them in groups and in order. */
function drawMatches(card, text) {
  for (const match of list(card.matches)) {
    const item = [...text.querySelectorAll('li')].find((each) => each.firstElementChild && each.firstElementChild.textContent === match.title);
    if (!item) continue;
    const percent = Number.isFinite(match.percent) ? Math.round(Math.min(100, Math.max(0, match.percent))) : null;   // none: too little was told
    const reasons = list(match.reasons), against = list(match.against).slice(0, 1);
    const line = (title, words) => h('p', null, h('strong', null, title), words);
    item.setAttribute('part', 'match');
    item.replaceChildren(
      h('div', {class: 'match'}, h('strong', null, match.title), ...(percent === null ? [] : [' ', h('span', null, WORDS.match(percent)), bar(percent, 100)])),
      ...(reasons.length ? [line(WORDS.why, ''), h('ul', null, ...reasons.map((reason) => h('li', null, sentence(reason))))] : []),
      ...(reasons.length || against.length ? [] : [h('p', null, WORDS.noReason)]),
      ...against.map((reason) => line(WORDS.but, reason)),
      line(WORDS.wayIn, match.way_in));
  }
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function sourcesPart(sources) {
  if (!sources.length) return null;
  return h('details', {part: 'sources'}, h('summary', null, WORDS.sources(sources.length)), h('ul', null, ...sources.map((source) => h('li', null,
    link(String(source.title || source.url), source.url || ''),
    source.date ? h('span', {class: 'date'}, ` (${plainDate(source.date)})`) : null))));
}

/* ---- The element -------------------------------------------------------------------------------------------------- */

class CareersGuide extends HTMLElement {
  static get observedAttributes() { return ['heading', 'help-url', 'help-label']; }

  constructor() {
    super();
    this._token = null;               // the session's token; also in sessionStorage so that a reload can go on
    this._drawn = false;              // is the session's talk on the page?
    this._heard = 0;                  // how many of the person's messages the server is known to have
    this._busy = false;
    this._last = Promise.resolve();   // jobs run one after another: see _work
  }

  connectedCallback() {
    if (this._log) return;   // moved within the page: all is still there
    this._build();
    this._refresh();
    if (this._inline) this._boot();
  }

  attributeChangedCallback() { if (this._log) this._label(); }

  /** Ask a question as if the person had typed it: for example questions on the page. */
  ask(text) {
    const question = String(text).trim();
    if (!question || !this._log) return Promise.resolve();
    if (this._inline) this.scrollIntoView({block: 'nearest', behavior: glide()});
    else this.open();
    return this._send({text: question}, question);
  }

  /** Open the panel of the floating form. On a small screen it covers the page, so there it is modal. */
  open() {
    if (this._inline || !this._log || this._panel.open) return;
    if (media('(max-width: 40em), (max-height: 30em)')) this._panel.showModal();
    else this._panel.show();
    this._launcher.hidden = true;
    (media('(pointer: coarse)') ? this._title : this._input).focus();   // do not throw up the keyboard of a phone
    if (!this._drawn && !this._busy) this._boot();
  }

  close() {
    if (this._inline || !this._log || !this._panel.open) return;
    this._panel.close();
    this._closed();
  }

  /** The panel has been closed, by us or (on Escape, when modal) by the browser. */
  _closed() {
    if (!this._launcher.hidden) return;
    this._launcher.hidden = false;
    this._launcher.focus();
  }

  /* -- Building -- */

  _build() {
    this._inline = this.hasAttribute('inline');
    this._title = h('h2', {id: 'title', tabindex: this._inline ? null : '-1'});
    this._log = h('ol', {part: 'log', role: 'list'});
    this._typing = h('p', {class: 'typing', hidden: true}, h('i'), h('i'), h('i'), ` ${WORDS.typing}`);
    // New answers are spoken by the separate live region below, once each; the log itself stays quiet.
    this._scroller = h('div', {class: 'scroller', role: 'log', 'aria-live': 'off', 'aria-label': WORDS.log, tabindex: '0'}, this._log, this._typing);
    this._live = h('div', {class: 'vh', part: 'live', 'aria-live': 'polite'});
    this._error = h('div', {role: 'alert'});
    this._input = h('textarea', {part: 'input', id: 'input', rows: 1, maxlength: MAX_LENGTH, enterkeyhint: 'send', autocomplete: 'off',
      'aria-describedby': 'count', onkeydown: (event) => this._onKey(event), oninput: () => this._count()});
    this._submit = h('button', {part: 'send', class: 'solid', type: 'submit'}, WORDS.send);
    this._counter = h('p', {part: 'count', id: 'count', hidden: true});
    this._form = h('form', {part: 'form', onsubmit: (event) => { event.preventDefault(); this._sendTyped(); }},
      h('label', {for: 'input'}, WORDS.label), h('div', {class: 'row'}, this._input, this._submit), this._counter);
    this._restartButton = h('button', {type: 'button', class: 'plain', part: 'restart',
      onclick: () => this._confirm(this._restartButton, WORDS.sureRestart, WORDS.yesRestart, () => this._restart())}, WORDS.restart);
    this._eraseButton = h('button', {type: 'button', class: 'plain', part: 'delete',
      onclick: () => this._confirm(this._eraseButton, WORDS.sureErase, WORDS.yesErase, () => this._erase())}, WORDS.erase);
    this._help = h('span');
    this._foot = h('div', {class: 'foot'}, h('div', null, this._restartButton, this._eraseButton), this._help);
    this._question = h('div', {part: 'confirm', role: 'group', 'aria-labelledby': 'sure', hidden: true});
    const closer = this._inline ? null : h('button', {type: 'button', part: 'close', onclick: () => this.close()}, WORDS.close);
    this._panel = h(this._inline ? 'section' : 'dialog', {class: 'panel', part: 'panel', lang: 'en-GB', 'aria-labelledby': 'title'},
      h('div', {class: 'head', part: 'head'}, this._title, closer), this._scroller, this._error, this._form, this._question, this._foot, this._live);
    const root = this.attachShadow({mode: 'open'});
    this._last = this._dress(root);   // what is drawn is measured, to scroll to it
    root.append(this._panel);
    if (!this._inline) this._buildLauncher(root);
    this._label();
  }

  /** Load the stylesheet. Nothing is shown before it is there; should it not come, the guide works without. */
  _dress(root) {
    this.style.visibility = 'hidden';
    return new Promise((resolve) => {
      const done = () => { this.style.visibility = ''; resolve(); };
      root.append(h('link', {rel: 'stylesheet', href: this._server() + STYLE, onload: done, onerror: done}));
    });
  }

  _buildLauncher(root) {
    this._launcher = h('button', {type: 'button', part: 'launcher', class: 'solid', 'aria-haspopup': 'dialog', onclick: () => this.open()}, WORDS.open);
    root.append(this._launcher);
    // A modal dialog closes by itself on Escape; the other kind does not.
    this._panel.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !event.isComposing) { event.preventDefault(); this.close(); } });
    this._panel.addEventListener('close', () => this._closed());
  }

  /** The words that come from attributes. */
  _label() {
    this._title.textContent = this.getAttribute('heading') || WORDS.heading;
    const address = this.getAttribute('help-url');   // may be a place on the page itself, such as #people
    const help = address ? link(this.getAttribute('help-label') || WORDS.help, address, {part: 'help'}, document.baseURI) : h('span');
    this._help.replaceWith(help);
    this._help = help;
    help.hidden = help.tagName !== 'A';
  }

  /* -- Talking to the server -- */

  _server() { return (this.getAttribute('server') || '').replace(/\/+$/, ''); }

  async _call(method, path, body, token = this._token) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), WAIT_MS);
    const headers = {Accept: 'application/json'};
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers['Content-Type'] = 'application/json';
    try {
      const response = await fetch(this._server() + API + path, {method, headers, body: body && JSON.stringify(body),
        credentials: 'omit', cache: 'no-store', signal: abort.signal});
      if (!response.ok) throw new CallError(response.status, response.headers.get('Retry-After'));
      return response.status === 204 ? null : await response.json();
    } catch (error) {
      throw error instanceof CallError ? error : new CallError(0);
    } finally {
      clearTimeout(timer);
    }
  }

  async _begin() {
    const {session, messages} = await this._call('POST', '/sessions', null, null);
    this._token = session.token;
    this._heard = 0;
    this._drawn = true;
    this._store('token', session.token);
    return list(messages);
  }

  _forget() {
    this._token = null;
    this._drawn = false;
    this._store('token', null);
    this._store('unsent', null);
  }

  /** sessionStorage, where there is one: kept for this tab only, gone when it is closed. */
  _store(name, value) {
    const key = `careers-guide:${this.getAttribute('server') || ''}:${name}`;
    try {
      if (value === undefined) return sessionStorage.getItem(key);
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, value);
    } catch (error) { /* storage is switched off: the talk lasts as long as the page */ }
    return null;
  }

  /** Run a job when the ones before it are done, with the typing sign; onError decides what a failure means. */
  _work(job, onError) {
    this._last = this._last.then(async () => {
      this._busy = true;
      this._live.replaceChildren();
      this._fail(null);
      this._refresh();
      const slow = setTimeout(() => this._speak([WORDS.typing]), SLOW_MS);
      try {
        await job();
      } catch (error) {
        if (!(error instanceof CallError)) console.error(error);
        await onError(error);
      } finally {
        clearTimeout(slow);
        this._busy = false;
        this._refresh();
      }
    });
    return this._last;
  }

  _boot() {
    const quiet = this._inline;   // a page that has just loaded does not start to talk
    return this._work(() => this._ready(null, quiet), (error) => this._fail(explain(error), () => this._boot()));
  }

  /** Make sure there is a session and its talk is on the page: go on with the stored one, or begin. */
  async _ready(before, quiet) {
    if (this._drawn) return;
    this._token = this._token || this._store('token');
    let talk = null;
    if (this._token) {
      try {
        talk = list((await this._call('GET', '/messages')).messages);
      } catch (error) {
        if (!hasEnded(error)) throw error;
        const unsent = this._store('unsent');
        this._forget();
        if (unsent) this._giveBack(unsent);
        this._note(error.status === 404 ? WORDS.gone : WORDS.expired, before);
      }
    }
    const first = this._show(talk || await this._begin(), before, quiet || Boolean(talk));
    if (talk) this._heard = countPeople(talk);
    this._drawn = true;
    if (!before && this._store('unsent')) this._giveBack(this._store('unsent'));
    this._store('unsent', null);
    if (first && !before) this._reveal(first, !quiet);
  }

  _sendTyped() {
    const text = this._input.value.trim();
    if (!text || this._busy) return;   // the text stays in the box
    this._input.value = '';
    this._count();
    this._send({text}, text);
  }

  _send(body, label) {
    const turn = {body, label, item: null};
    return this._deliver(turn, false);
  }

  /** Send one message of the person's; `again` when an earlier try may have reached the server after all. */
  _deliver(turn, again) {
    return this._work(async () => {
      this._choose(turn.label);
      if (!turn.item) turn.item = this._log.appendChild(this._personItem(turn.label));
      this._markUnsent(turn, false);
      this._refresh();
      this._reveal(this._typing, false);
      await this._ready(turn.item, false);
      let answer;
      try {
        answer = await this._exchange(turn, again);
      } catch (error) {
        if (!hasEnded(error)) throw error;
        answer = await this._renew(turn, error);
      }
      const first = this._show(answer, null, false);
      if (first) this._reveal(first, true);
    }, (error) => this._undelivered(turn, error));
  }

  async _exchange(turn, again) {
    if (again) {
      const talk = list((await this._call('GET', '/messages')).messages);
      if (countPeople(talk) > this._heard) return this._takeOver(talk);
    }
    const {messages} = await this._call('POST', '/messages', turn.body);
    this._heard += 1;
    return list(messages);
  }

  /** The server had the message and only its answer was lost: draw the talk as the server has it, and return that answer. */
  _takeOver(talk) {
    let end = talk.length;
    while (end && talk[end - 1].from !== 'person') end -= 1;
    this._log.replaceChildren();
    this._show(talk.slice(0, end), null, true);
    this._heard = countPeople(talk);
    return talk.slice(end);
  }

  /** The talk is over (expired, or deleted from another tab): begin a new one, and send what was typed there. */
  async _renew(turn, error) {
    this._forget();
    if (error.status === 404) this._log.replaceChildren(turn.item);
    const welcome = await this._begin();
    this._note(error.status === 404 ? WORDS.gone : WORDS.expired);
    if (turn.body.payload) {   // a choice from the old talk means nothing in the new one
      turn.item.remove();
      return welcome;
    }
    this._show(welcome, null, false);
    this._log.append(turn.item);
    this._refresh();
    return this._exchange(turn, false);
  }

  async _undelivered(turn, error) {
    if ([400, 413].includes(error.status) && turn.body.text) {
      turn.item.remove();
      this._giveBack(turn.body.text);
      this._fail(explain(error));
    } else if (error.status === 400 || error.status === 422) {
      // The page and the server do not agree on what is being asked: show what the server has.
      turn.item.remove();
      this._fail(explain(error));
      try { this._show(this._takeOver(list((await this._call('GET', '/messages')).messages)), null, true); } catch (again) { /* what is shown stays */ }
    } else {
      this._markUnsent(turn, true);
      this._fail(`${explain(error)} ${WORDS.kept}`, () => this._deliver(turn, error.status !== 429));
    }
  }

  /** Put text back in the box, before anything typed since. */
  _giveBack(text) {
    this._input.value = [text, this._input.value].filter(Boolean).join('\n');
    this._count();
  }

  _restart() {
    return this._work(async () => {
      const old = this._token;
      const welcome = await this._begin();   // only when this has worked is the old talk let go
      this._store('unsent', null);
      this._log.replaceChildren();
      this._show(welcome, null, false);
      this._scroller.scrollTop = 0;
      // Nobody could reach the old talk any more, so it is deleted; should that fail, it expires by itself.
      if (old) this._call('DELETE', '/session', null, old).catch(() => {});
    }, (error) => this._fail(explain(error), () => this._restart()));
  }

  _erase() {
    return this._work(async () => {
      try {
        await this._call('DELETE', '/session');
      } catch (error) {
        if (!hasEnded(error)) throw error;   // already gone is as good
      }
      this._forget();
      this._log.replaceChildren();
      const fresh = h('button', {type: 'button', part: 'new', onclick: () => { this._log.replaceChildren(); this._scroller.focus(); this._restart(); }}, WORDS.fresh);
      this._note(WORDS.erased).append(h('br'), fresh);
      fresh.focus();
    }, (error) => this._fail(explain(error), () => this._erase()));
  }

  /* -- Showing -- */

  /** Add messages to the log (before a given item, or at its end). Returns the start of the newest answer, or null. */
  _show(messages, before, quiet) {
    let first = null;
    for (const message of messages) {
      if (message.from === 'person') this._choose(message.text);
      const item = message.from === 'person' ? this._personItem(message.text) : this._guideItem(message, quiet);
      this._log.insertBefore(item, before || null);
      first = message.from === 'person' ? null : first || item;
    }
    this._refresh();
    return first;
  }

  _personItem(text) {
    return h('li', {'data-from': 'person'}, hidden(WORDS.you), h('div', {class: 'bubble', part: 'message'}, String(text || '')));
  }

  _guideItem(message, quiet) {
    const draw = message.card && Object.prototype.hasOwnProperty.call(CARDS, message.card.kind) ? CARDS[message.card.kind] : null;
    const text = markdown(message.text);
    const buttons = list(message.buttons);
    if (!quiet) {
      const choices = buttons.map((button) => button.title).join(', ');
      this._speak([...spoken(text), ...(choices ? [WORDS.choices + choices] : [])]);
    }
    if (draw) draw(message.card, text);
    return h('li', {'data-from': 'guide'}, hidden(WORDS.guide),
      h('div', {class: 'bubble', part: 'message'}, text, sourcesPart(list(message.sources))),
      buttons.length ? h('div', {part: 'buttons'}, ...buttons.map((button) => this._choice(button))) : null);
  }

  /** A suggested answer. Old ones stay in reach of reading, so they are aria-disabled (which also never loses focus). */
  _choice({title, payload}) {
    const button = h('button', {type: 'button', 'data-title': title, onclick: () => {
      if (!this._busy && button.getAttribute('aria-disabled') !== 'true') this._send({payload}, title);
    }}, String(title));
    return button;
  }

  /** A line from the widget itself, between messages. */
  _note(text, before) {
    const item = h('li', {'data-from': 'note'}, text);
    this._log.insertBefore(item, before || null);
    this._speak([text]);
    return item;
  }

  /** The guide's newest answer: the items after the person's last (sent) message. Only their buttons can be pressed. */
  _newest() {
    const items = [];
    for (let item = this._log.lastElementChild; item; item = item.previousElementSibling) {
      if (item.dataset.from === 'guide') items.push(item);
      else if (!('unsent' in item.dataset)) break;
    }
    return items;
  }

  /** Mark the button with this title, if the newest answer has one, as the one that was chosen. */
  _choose(title) {
    for (const item of this._newest()) {
      const button = [...item.querySelectorAll('[part=buttons] button')].find((each) => each.dataset.title === title);
      if (button) { button.dataset.chosen = ''; button.append(hidden(WORDS.chosen)); }
    }
  }

  /** Bring everything that depends on the state up to date. */
  _refresh() {
    const newest = this._newest();
    for (const button of this._log.querySelectorAll('[part=buttons] button')) {
      const open = newest.includes(button.closest('[data-from]'));
      button.setAttribute('aria-disabled', String(!open));
      button.tabIndex = open ? 0 : -1;
      if (open && 'chosen' in button.dataset) { delete button.dataset.chosen; button.lastChild.remove(); }
    }
    this._typing.hidden = !this._busy;
    this._submit.setAttribute('aria-disabled', String(this._busy));
    this._restartButton.hidden = this._eraseButton.hidden = !this._token;
    if (this._token) this._log.querySelectorAll('[part=new]').forEach((button) => button.remove());
  }

  /** Scroll so that an element is at the top of the log (or as near as can be). Focus stays where it is. */
  _reveal(element, mayMovePage) {
    if (getComputedStyle(this._scroller).overflowY !== 'visible') {
      this._scroller.scrollTo({top: element.offsetTop - 12, behavior: glide()});
      // On a phone the page may have been scrolled down to the box one types in.
      if (mayMovePage && this._scroller.getBoundingClientRect().top < 0) this._panel.scrollIntoView({block: 'start', behavior: glide()});
    } else if (mayMovePage) {
      element.scrollIntoView({block: 'start', behavior: glide()});
    }
  }

  _speak(lines) { this._live.append(...lines.filter(Boolean).map((line) => h('p', null, line))); }

  _markUnsent(turn, unsent) {
    turn.item.toggleAttribute('data-unsent', unsent);
    turn.item.querySelectorAll('.unsent').forEach((old) => old.remove());
    if (unsent) turn.item.append(h('p', {class: 'unsent'}, WORDS.unsent));
    this._store('unsent', (unsent && turn.body.text) || null);   // so that not even a reload loses it
  }

  /** Show what went wrong, with a way to try again if there is one; null clears it. */
  _fail(words, retry) {
    this._error.replaceChildren();
    if (!words) return;
    const button = retry && h('button', {type: 'button', class: 'solid', part: 'retry', onclick: () => { this._scroller.focus({preventScroll: true}); retry(); }}, WORDS.retry);
    this._error.append(h('div', {part: 'error', class: 'error'}, h('p', null, words), button || null));
  }

  /** Ask in place before something is deleted. Focus goes to the safe answer, and back afterwards. */
  _confirm(opener, words, yes, action) {
    const done = () => { this._question.hidden = true; this._foot.hidden = false; };
    const keep = h('button', {type: 'button', class: 'solid', onclick: () => { done(); opener.focus(); }}, WORDS.keep);
    const go = h('button', {type: 'button', onclick: () => { done(); this._scroller.focus({preventScroll: true}); action(); }}, yes);
    this._question.replaceChildren(h('p', {id: 'sure'}, words), h('div', null, keep, go));
    this._foot.hidden = true;
    this._question.hidden = false;
    keep.focus();
  }

  _onKey(event) {
    if (event.key !== 'Enter' || event.shiftKey) return;   // Shift and Enter: a new line
    if (event.isComposing || event.keyCode === 229) return;         // Enter that only ends a composed character
    event.preventDefault();
    this._sendTyped();
  }

  /** Near the limit, say how much room is left; at it, say (aloud too) that no more fits. */
  _count() {
    const left = Math.max(0, MAX_LENGTH - this._input.value.length);
    this._counter.hidden = left > 200;
    this._counter.textContent = left > 200 ? '' : left ? WORDS.left(left) : WORDS.full;
    if (!left) this._speak([WORDS.full]);
  }
}

if (!customElements.get('careers-guide')) customElements.define('careers-guide', CareersGuide);
})();
