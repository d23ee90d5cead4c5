import { useState } from "react";
import type { Sections } from "../../api/model";
import { useLanguage } from "../../i18n/language-context";
import { LINKS } from "../../ui/links";
import "./receipt.css";

/** Which version of the lake the page shows: to be quoted when somebody asks about a number. */
export function ReceiptFooter({ meta }: { meta: Sections["meta"] }) {
  const { t, formats } = useLanguage();
  const [copied, setCopied] = useState("");
  const { receipt, fresh_as_of: freshAsOf } = meta;
  const copy = async () => {
    await navigator.clipboard.writeText(receipt);
    setCopied(receipt);
  };
  return (
    <footer className="receipt">
      <p>
        {t.footer.receipt} <code>{receipt}</code>{" "}
        <button type="button" className="button" onClick={copy}>
          {copied === receipt ? t.footer.copied : t.footer.copy}
        </button>
      </p>
      {freshAsOf && <p>{t.footer.freshAsOf(formats.dateTime(new Date(freshAsOf)))}</p>}
      <p>{t.footer.zone(meta.zone)}</p>
      <p>
        <a href={LINKS.apiDocs}>{t.footer.docs}</a>
      </p>
    </footer>
  );
}
