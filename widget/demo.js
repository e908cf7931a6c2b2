/* The example questions: pressing one asks it in the guide on this page. */
const guide = document.querySelector('careers-guide');

for (const button of document.querySelectorAll('[data-ask]')) {
  button.addEventListener('click', async () => {
    await customElements.whenDefined('careers-guide');
    guide.ask(button.dataset.ask);
  });
}
