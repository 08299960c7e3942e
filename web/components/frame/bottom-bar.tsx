import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './frame.module.css';
import { usePlaces } from './navigation.ts';

const atMost = 5;

/** On a phone: the first places within reach of the thumb; the rest are in the menu. */
export function BottomBar() {
  const { t } = useTranslation();
  const places = usePlaces().slice(0, atMost);
  return (
    <nav className={classes.bottom} aria-label={t('common:nav.short')}>
      {places.map(({ to, label, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          className={classes.bottomPlace}
          activeOptions={{ exact: to === '/', includeSearch: false }}
        >
          <Icon size={20} stroke={1.6} aria-hidden />
          <span className={classes.scopeName}>{t(label)}</span>
        </Link>
      ))}
    </nav>
  );
}
