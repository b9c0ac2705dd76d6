/** Shows how far an import is without loading the page again, and loads it when the import has ended. */
const place = document.querySelector<HTMLElement>('#import-progress');
const bar = place?.querySelector('progress');
const words = place?.querySelector('p');

async function look(): Promise<boolean> {
	const response = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
	const next = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('#import-progress');
	const nextBar = next?.querySelector('progress');
	if (!nextBar || !bar || !words) return false;
	bar.max = nextBar.max;
	bar.value = nextBar.value;
	words.textContent = next?.querySelector('p')?.textContent ?? '';
	return true;
}

async function follow(): Promise<void> {
	let isUnderWay = true;
	while (isUnderWay) {
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		isUnderWay = await look().catch(() => true); // no line for a moment: looked at again
	}
	location.reload();
}

if (place !== null) void follow();
